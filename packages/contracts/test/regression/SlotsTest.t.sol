// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Seats that leave, and slots that somebody else takes: who was liable answers, its successor never.
contract SlotsTest is TaskSteps {
    /// @dev The shortest that a deployment may have.
    function defaultParameters() internal view override returns (Parameters memory q) {
        q = super.defaultParameters();
        q.minimumStay = 0;
        uint32 life = q.seedDelay + uint32(beacon.period()) + q.commitWindow + q.revealWindow + q.proofWindow;
        q.unbondingPeriod = life + q.appealWindow + 9 * life + q.outage;
    }

    /// @dev Somebody else takes the slot as soon as that is possible.
    function taken(uint16 seat) private {
        uint256 last = consensus.getSeat(seat).to;
        vm.warp(last + p.unbondingPeriod);
        withdrawSeat(seat);
        assertEq(join(900), seat, "the same slot");
    }

    function test_overturn_never_hits_a_reused_slot() public {
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[1];
        settled(terms, outputsOf(3, LIE));
        (, Committee committee) = answeredAppeal(terms, TRUTH);
        exit(seat);
        taken(seat);
        consensus.conclude(idOf(terms), committee);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned");
        assertEq(balanceOf(seat), stake(), "the new owner's");
    }

    function test_repay_never_pays_a_reused_slot() public {
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[2];
        settled(terms, outputsWith(3, 2, LIE));
        (, Committee committee) = answeredAppeal(terms, TRUTH);
        exit(seat);
        taken(seat);
        consensus.conclude(idOf(terms), committee);
        assertEq(balanceOf(seat), stake(), "no more, no less");
    }

    function test_close_never_hits_a_reused_slot() public {
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[2];
        Committee committee = keepCommittee(terms);
        commitAll(terms, outputsOf(3, TRUTH));
        reveal(terms, 0, TRUTH);
        reveal(terms, 1, TRUTH);
        exit(seat);
        taken(seat);
        consensus.close(idOf(terms), committee);
        assertEq(balanceOf(seat), stake(), "it withheld nothing");
    }

    function test_finalize_never_hits_a_reused_slot() public {
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[2];
        commitAll(terms, outputsOf(3, TRUTH));
        reveal(terms, 0, TRUTH);
        exit(seat);
        taken(seat);
        consensus.finalize(idOf(terms));
        assertEq(balanceOf(seat), stake(), "it withheld nothing");
    }

    /// @dev Liars leave at once and hold the appellant's place with silent appeals, each at the last second, as often
    /// as that is possible. The last appeal still takes their bonds.
    function test_the_latest_appeal_finds_the_liars() public {
        Terms memory terms = ask(5);
        uint16[] memory liars = seatsOf(terms);
        settled(terms, outputsOf(5, LIE));
        for (uint256 i; i < 5; ++i) {
            exit(liars[i]);
        }
        for (uint256 i; i < 7; ++i) {
            toLastSecond(terms);
            silentAppeal(terms);
        }
        toLastSecond(terms);
        (Terms memory last, Committee committee) = appealOf(terms);
        start(last);
        uint16 first = liars[0];
        vm.warp(deadAt(last) - 1);
        consensus.settle(settlementOf(last, TRUTH));
        consensus.conclude(idOf(terms), committee);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned");
        assertLt(balanceOf(first), p.bond / 2, "its bond is gone");
    }

    function toLastSecond(Terms memory terms) private {
        vm.warp(uint256(consensus.verdict(idOf(terms)).appealableUntil) - 1);
    }
}
