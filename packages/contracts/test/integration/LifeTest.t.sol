// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Network} from "../Network.sol";

/// @notice Whole lives of a task, one each way.
contract LifeTest is Network {
    function test_life_byVotes() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[0]);
        settled(terms);
        assertOutput(terms, TRUTH);
        assertEq(balanceOf(seats[0]), before + terms.order.share, "paid");
    }

    function test_life_byTheCourt() public {
        Terms memory terms = ask(7);
        judged(terms, outputsOf(7, TRUTH));
        assertOutput(terms, TRUTH);
        assertEq(taskOf(terms).winners, 0x7f, "all were paid");
    }

    function test_life_byTheBeacon() public {
        Order memory order = orderOf(5);
        (order.seed, order.roundTip) = (Seed.Beacon, 1_000);
        Terms memory terms = ask(order);
        settled(terms);
        assertOutput(terms, TRUTH);
        assertEq(consensus.credit(address(this)), 1_000, "who posted the round is paid");
        noteAccount(address(this));
    }

    function test_life_withALiar() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[0]);
        Committee committee = settled(terms, outputsWith(7, 1, LIE));
        assertEq(balanceOf(seats[0]), before - lieCost(terms.order.share), "slashed");
        assertEq(consensus.heldOf(idOf(terms)), lieCost(terms.order.share), "held");
        toFinality(terms);
        consensus.release(idOf(terms));
        assertTrue(Committee.unwrap(committee) != 0, "drawn");
    }

    function test_life_withoutAnybody() public {
        Terms memory terms = ask(3);
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        assertState(terms, State.Undecided);
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order), "all back");
    }
}
