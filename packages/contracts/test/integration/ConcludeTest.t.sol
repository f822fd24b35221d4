// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Contradiction, State, Terms, Verdict} from "../../src/interfaces/ConsensusTypes.sol";
import {IAppeals} from "../../src/interfaces/IAppeals.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract ConcludeTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 24;
    }

    /* UPHELD */

    function test_conclude_takesTheDepositOfAWrongAppeal() public {
        Terms memory terms = ask(7);
        settled(terms, outputsWith(7, 2, LIE));
        (Terms memory appealTerms, Committee committee) = answeredAppeal(terms, TRUTH);
        (TaskId task, TaskId appealTask) = (idOf(terms), idOf(appealTerms));
        uint64 deposit = consensus.getAppeal(task).deposit;
        (uint256 owed, uint256 held) = (consensus.owedSink(), consensus.heldOf(task));
        vm.expectEmit(address(consensus));
        emit IAppeals.AppealEnded(task, appealTask, true, deposit);
        consensus.conclude(task, committee);
        assertEq(consensus.owedSink() - owed, deposit, "to the sink, not to the committee");
        assertEq(consensus.credit(STRANGER), 0, "nothing comes back");
        assertEq(consensus.heldOf(task), held, "liars stay slashed");
        Appeal memory a = consensus.getAppeal(task);
        assertTrue(a.concluded && !a.overturned, "concluded");
        assertTrue(consensus.isFinal(task), "final");
    }

    /* NOTHING FOUND */

    function test_conclude_returnsTheDepositOfAnAppealThatFoundNothing() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        Terms memory appealTerms = silentAppeal(terms);
        (TaskId task, TaskId appealTask) = (idOf(terms), idOf(appealTerms));
        uint64 deposit = consensus.getAppeal(task).deposit;
        uint256 before = consensus.credit(STRANGER);
        vm.expectEmit(address(consensus));
        emit IAppeals.AppealEnded(task, appealTask, false, 0);
        consensus.conclude(task, committee);
        assertEq(consensus.credit(STRANGER) - before, deposit, "back");
        assertEq(consensus.verdict(task).overturned, false, "the decision stands");
    }

    /// @dev Whoever appeals has the prompt, and would else show it only to a committee that suits.
    function test_conclude_takesTheDepositWhereNobodyGotThePrompt() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        (Terms memory appealTerms,) = answeredAppeal(terms, UNAVAILABLE);
        (TaskId task, TaskId appealTask) = (idOf(terms), idOf(appealTerms));
        uint64 deposit = consensus.getAppeal(task).deposit;
        (uint256 before, uint256 owed) = (consensus.credit(STRANGER), consensus.owedSink());
        vm.expectEmit(address(consensus));
        emit IAppeals.AppealEnded(task, appealTask, false, deposit);
        consensus.conclude(task, committee);
        assertEq(consensus.credit(STRANGER), before, "nothing comes back");
        assertEq(consensus.owedSink() - owed, deposit, "to the sink");
        assertEq(consensus.isFinal(task), false, "and nobody may rely on the decision");
    }

    /* OVERTURNED */

    /// @dev Liars lose their bonds; who was slashed for the truth gets it back; the appellant its deposit and its fee;
    /// the sink has the rest.
    function test_conclude_overturns(uint256 size, uint256 liars, uint256 share) public {
        uint8 k = uint8(bound(size, 3, 12));
        liars = bound(liars, consensus.quorum(k), k);
        Terms memory terms = askFor(k, uint64(bound(share, p.minimumShare, hardSlash())));
        uint64[] memory before = balancesOf(seatsOf(terms));
        settled(terms, outputsWith(k, liars, LIE));
        (, Committee committee) = answeredAppeal(terms, TRUTH);
        concludes(terms, committee, liars, before);
        assertOverturned(idOf(terms));
    }

    function concludes(Terms memory terms, Committee committee, uint256 liars, uint64[] memory before) private {
        TaskId task = idOf(terms);
        (uint16[] memory seats,) = consensus.membersOf(task, committee);
        uint64[] memory between = balancesOf(seats);
        uint256 owed = consensus.owedSink();
        consensus.conclude(task, committee);
        for (uint256 member; member < seats.length; ++member) {
            uint64 balance = balanceOf(seats[member]);
            if (member < liars) assertEq(balance, between[member] - p.bond, "a liar's whole bond");
            else assertGe(balance, before[member], "an honest seat lost nothing");
        }
        Appeal memory a = consensus.getAppeal(task);
        uint256 fee = 15 * uint256(consensus.getTask(a.task).share);
        assertEq(consensus.credit(STRANGER), a.deposit + fee, "deposit and fee");
        // What the honest had lost was held, and went back to them.
        assertEq(consensus.owedSink() - owed, liars * p.bond - fee, "the sink has the rest");
        assertEq(consensus.heldOf(task), 0, "nothing is held");
    }

    function assertOverturned(TaskId task) private view {
        Verdict memory v = consensus.verdict(task);
        assertTrue(v.overturned, "consumers are told");
        assertEq(v.isFinal, false, "and not final");
        Appeal memory a = consensus.getAppeal(task);
        assertTrue(a.concluded && a.overturned, "concluded");
    }

    function test_conclude_tellsWhoIsRepaid() public {
        Terms memory terms = ask(7);
        uint16 honest = seatsOf(terms)[6];
        settled(terms, outputsWith(7, 6, LIE));
        (Terms memory appealTerms, Committee committee) = answeredAppeal(terms, TRUTH);
        (TaskId task, TaskId appealTask) = (idOf(terms), idOf(appealTerms));
        uint64 cost = lieCost(terms.order.share);
        uint256 slashed = 6 * uint256(p.bond) + cost;
        uint256 fee = 15 * uint256(appealTerms.order.share);
        uint64 deposit = consensus.getAppeal(task).deposit;
        vm.expectEmit(address(consensus));
        emit IAppeals.Repaid(task, honest, cost);
        vm.expectEmit(address(consensus));
        emit IAppeals.Overturned(task, appealTask, TRUTH, slashed, cost, fee, deposit);
        consensus.conclude(task, committee);
    }

    /// @dev The overturn was the winners' punishment: no contradiction adds to it.
    function test_conclude_punishesWinnersForAll() public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms, outputsWith(7, 6, LIE));
        concludedAppeal(terms, TRUTH);
        assertEq(taskOf(terms).punished, all(7), "winners, and who had been slashed for the truth");
        Contradiction memory c = contradictionOf(terms, committee, 0, OTHER_LIE);
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyPunished.selector, c.task, 0));
        consensus.punish(c);
    }

    /// @dev Who told another lie than the one that won was wrong, too.
    function test_conclude_repaysNoOtherLie() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Digest[] memory outputs = outputsWith(7, 5, LIE);
        outputs[5] = OTHER_LIE;
        settled(terms, outputs);
        (, Committee committee) = answeredAppeal(terms, TRUTH);
        uint64[2] memory before = [balanceOf(seats[5]), balanceOf(seats[6])];
        consensus.conclude(idOf(terms), committee);
        assertEq(balanceOf(seats[5]), before[0], "another lie");
        assertEq(balanceOf(seats[6]), before[1] + lieCost(terms.order.share), "the truth");
    }

    /// @dev However late: as long as nobody who is liable may have left.
    function test_conclude_takesNothingOnceStakesMayHaveLeft() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        settled(terms, outputsWith(7, 6, LIE));
        (, Committee committee) = answeredAppeal(terms, TRUTH);
        uint64[] memory before = balancesOf(seats);
        vm.warp(uint256(taskOf(terms).addedAt) + p.unbondingPeriod);
        consensus.conclude(idOf(terms), committee);
        assertEq(abi.encode(balancesOf(seats)), abi.encode(before), "slots may be somebody else's");
        assertOverturned(idOf(terms));
    }

    /* REVERTS */

    function refuses(Terms memory terms, Committee committee, bytes memory reason) private {
        TaskId task = idOf(terms);
        expectError(reason);
        consensus.conclude(task, committee);
    }

    function test_conclude_revertsWithoutAppeal(bool decided) public {
        Terms memory terms = decided ? ask(7) : unknownTerms();
        Committee committee = decided ? settled(terms) : Committee.wrap(0);
        refuses(terms, committee, abi.encodeWithSelector(IConsensusErrors.NotAppealed.selector, idOf(terms)));
    }

    function test_conclude_revertsWhileTheAppealIsOpen() public {
        Terms memory terms = ask(7);
        settled(terms);
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.TaskNotDecided.selector, idOf(appealTerms), State.Open);
        refuses(terms, committee, reason);
    }

    function test_conclude_revertsASecondTime(uint256 outcome) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        outcome = bound(outcome, 0, 2);
        if (outcome == 0) {
            silentAppeal(terms);
            consensus.conclude(idOf(terms), committee);
        } else {
            concludedAppeal(terms, outcome == 1 ? TRUTH : LIE);
        }
        refuses(terms, committee, abi.encodeWithSelector(IConsensusErrors.AlreadyConcluded.selector, idOf(terms)));
    }

    function test_conclude_revertsForAnotherCommittee(uint256 other) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        vm.assume(other != Committee.unwrap(committee));
        answeredAppeal(terms, LIE);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.WrongCommittee.selector, idOf(terms));
        refuses(terms, Committee.wrap(other), reason);
    }
}
