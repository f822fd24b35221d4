// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract ReleaseTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 32;
    }

    function decided(uint8 size, uint256 liars) private returns (Terms memory terms) {
        terms = ask(size);
        settled(terms, outputsWith(size, liars, LIE));
    }

    function released(Terms memory terms, uint256 liars) private {
        (TaskId task, uint256 amount) = (idOf(terms), liars * lieCost(terms.order.share));
        uint256 owed = consensus.owedSink();
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit IAppeals.Released(task, amount);
        consensus.release(task);
        assertEq(consensus.owedSink() - owed, amount, "to the sink");
        assertEq(consensus.heldOf(task), 0, "nothing is held");
    }

    /* WHAT HAPPENS */

    function test_release_givesWhatLiarsLostToTheSink(uint256 liars, uint256 later) public {
        liars = bound(liars, 1, 2);
        Terms memory terms = decided(7, liars);
        toFinality(terms);
        skip(bound(later, 0, 365 days));
        released(terms, liars);
    }

    function test_release_onceAnAppealFoundTheSame() public {
        Terms memory terms = decided(7, 2);
        concludedAppeal(terms, TRUTH);
        released(terms, 2);
    }

    /// @dev An appeal's own decision is final at once.
    function test_release_ofAnAppeal() public {
        Terms memory terms = decided(7, 0);
        (Terms memory appealTerms,) = appealOf(terms);
        start(appealTerms);
        settled(appealTerms, outputsWith(appealTerms.order.committeeSize, 1, LIE));
        TaskId task = idOf(appealTerms);
        uint256 amount = consensus.heldOf(task);
        assertEq(amount, lieCostIn(appealTerms), "held");
        consensus.release(task);
        assertEq(consensus.heldOf(task), 0, "released");
    }

    /// @dev From there on nobody is liable any more, whatever an appeal found that nobody concluded.
    function test_release_onceStakesMayHaveLeft() public {
        Terms memory terms = decided(7, 2);
        answeredAppeal(terms, LIE);
        vm.warp(uint256(taskOf(terms).addedAt) + p.unbondingPeriod - 1);
        notFinal(terms);
        skip(1);
        released(terms, 2);
    }

    /* REVERTS */

    function refuses(Terms memory terms, bytes memory reason) private {
        TaskId task = idOf(terms);
        expectError(reason);
        consensus.release(task);
    }

    function test_release_revertsForAnUnknownTask() public {
        Terms memory terms = unknownTerms();
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
    }

    function test_release_revertsWithoutDecision(bool open) public {
        Terms memory terms = ask(3);
        if (!open) consensus.settle(settlementOf(terms, UNAVAILABLE));
        State state = open ? State.Open : State.Undecided;
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(terms), state));
    }

    function test_release_revertsWhereNothingIsHeld() public {
        Terms memory terms = decided(7, 0);
        toFinality(terms);
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.NothingToRelease.selector, idOf(terms)));
    }

    function test_release_revertsASecondTime() public {
        Terms memory terms = decided(7, 1);
        toFinality(terms);
        released(terms, 1);
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.NothingToRelease.selector, idOf(terms)));
    }

    function test_release_revertsWhileTheDecisionCanChange(uint256 later) public {
        Terms memory terms = decided(7, 1);
        vm.warp(bound(later, vm.getBlockTimestamp(), consensus.verdict(idOf(terms)).appealableUntil - 1));
        notFinal(terms);
    }

    function test_release_revertsWhileAnAppealIsOpen() public {
        Terms memory terms = decided(7, 1);
        appealOf(terms);
        notFinal(terms);
    }

    /// @dev Between an appeal's decision and its consequences what is held may have to go back.
    function test_release_revertsOnceOverturned() public {
        Terms memory terms = decided(7, 1);
        answeredAppeal(terms, LIE);
        notFinal(terms);
    }

    /// @dev Nobody could have appealed in a window without a round.
    function test_release_revertsWhileTheBeaconIsSilent() public {
        Terms memory terms = decided(7, 1);
        vm.warp(consensus.verdict(idOf(terms)).appealableUntil);
        notFinal(terms);
    }

    function notFinal(Terms memory terms) private {
        refuses(terms, abi.encodeWithSelector(IConsensusErrors.NotFinal.selector, idOf(terms)));
    }
}
