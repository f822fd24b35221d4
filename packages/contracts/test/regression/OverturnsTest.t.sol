// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice What an overturn takes from those who were right.
contract OverturnsTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 0;
    }

    function setUp() public override {
        super.setUp();
        openBareList(12);
    }

    /* REVEALS AFTER AN OVERTURN */

    /// @dev Liars have a quorum in the court and decide at once. An appeal finds the truth and is concluded, by
    /// anybody, while reveals are still open: who committed to the truth reveals it then.
    function test_P7_anHonestRevealAfterAnOverturnIsNotSlashed() public {
        Terms memory terms = liesInCourt();
        uint16 honest = seatsOf(terms)[2];
        uint64 before = balanceOf(honest);
        decideLie(terms);
        concludedAppeal(terms, TRUTH);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "the truth was found");
        assertLt(vm.getBlockTimestamp(), revealEnd(terms), "reveals are open");
        if (isTakenAs(terms, TRUTH)) consensus.reveal(idOf(terms), 2, TRUTH, saltOf(idOf(terms), 2));
        vm.warp(deadAt(terms));
        closeIfOpen(terms);
        assertGe(balanceOf(honest), before, "who revealed the truth in time lost nothing");
    }

    /// @dev The same window the other way round: who committed to the lie waits with its reveal until the others have
    /// been overturned.
    function test_P7_aLieRevealedAfterItsOverturnIsNotPaid() public {
        Terms memory terms = ask(3);
        keepCommittee(terms);
        uint16 liar = seatsOf(terms)[2];
        uint64 before = balanceOf(liar);
        commitAll(terms, outputsOf(3, LIE));
        decideLie(terms);
        concludedAppeal(terms, TRUTH);
        if (isTakenAs(terms, LIE)) reveal(terms, 2, LIE);
        vm.warp(deadAt(terms));
        closeIfOpen(terms);
        assertLt(balanceOf(liar), before, "a lie that was overturned costs something");
    }

    function liesInCourt() private returns (Terms memory terms) {
        terms = ask(3);
        keepCommittee(terms);
        Digest[] memory outputs = outputsOf(3, LIE);
        outputs[2] = TRUTH;
        commitAll(terms, outputs);
    }

    function decideLie(Terms memory terms) private {
        reveal(terms, 0, LIE);
        reveal(terms, 1, LIE);
        assertOutput(terms, LIE);
    }

    function isTakenAs(Terms memory terms, Digest output) private returns (bool taken) {
        TaskId task = idOf(terms);
        bytes32 salt = saltOf(task, 2);
        uint256 state = vm.snapshotState();
        (taken,) = address(consensus).call(abi.encodeCall(consensus.reveal, (task, 2, output, salt)));
        vm.revertToState(state);
    }

    function closeIfOpen(Terms memory terms) private {
        if (!taskOf(terms).closed) consensus.close(idOf(terms), committeeOfDecided(terms));
        noteAccount(address(this));
    }

    /* REPAYING OUT OF A SMALL POOL */

    /// @dev Two seats tell three lies at once (A11). The first overturn takes their bonds, the second what they were
    /// paid, so the third one's pool is what the honest member had lost, less the bounty that a liar took for showing
    /// its honest vote.
    function test_P6_anHonestMemberIsRepaidOutOfWhatItLost() public {
        Terms memory first = ask(3);
        uint16[2] memory liars = [seatsOf(first)[0], seatsOf(first)[1]];
        Terms memory second = askAlike(liars);
        Terms memory third = askAlike(liars);
        (uint16 honest, uint8 member) = honestIn(third, liars);
        lieIn(first, liars);
        lieIn(second, liars);
        lieIn(third, liars);
        address reporter = ownerOf(liars[0]);
        uint256 lost = slashForTheTruth(third, honest, member, reporter);
        concludedAppeal(first, TRUTH);
        concludedAppeal(second, TRUTH);
        (, Committee committee) = answeredAppeal(third, TRUTH);
        uint64 before = balanceOf(honest);
        consensus.conclude(idOf(third), committee);
        assertTrue(consensus.verdict(idOf(third)).overturned, "the truth was found");
        uint256 repaid = balanceOf(honest) - before;
        assertEq(repaid, lost - consensus.credit(reporter), "what is left of what it lost comes back");
    }

    function slashForTheTruth(Terms memory terms, uint16 honest, uint8 member, address reporter)
        private
        returns (uint256 lost)
    {
        uint64 before = balanceOf(honest);
        Contradiction memory shown = contradictionOf(terms, committeeOfDecided(terms), member, TRUTH);
        vm.prank(reporter);
        consensus.punish(shown);
        noteAccount(reporter);
        lost = before - balanceOf(honest);
        assertEq(lost, lieCost(terms.order.share), "slashed for the truth");
    }

    function askAlike(uint16[2] memory liars) private returns (Terms memory terms) {
        uint256 found;
        while (found != 2) {
            terms = ask(3);
            uint16[] memory seats = seatsOf(terms);
            found = 0;
            for (uint256 member; member < 3; ++member) {
                if (isOne(seats[member], liars)) ++found;
            }
        }
    }

    /// @dev The honest one is not even in their seal.
    function lieIn(Terms memory terms, uint16[2] memory liars) private {
        (, uint8 member) = honestIn(terms, liars);
        settled(terms, outputsFrom(3, all(3) & ~uint16(1 << member), LIE));
    }

    function honestIn(Terms memory terms, uint16[2] memory liars) private view returns (uint16 seat, uint8 member) {
        uint16[] memory seats = seatsOf(terms);
        while (isOne(seats[member], liars)) ++member;
        return (seats[member], member);
    }

    function isOne(uint16 seat, uint16[2] memory liars) private pure returns (bool) {
        return seat == liars[0] || seat == liars[1];
    }
}
