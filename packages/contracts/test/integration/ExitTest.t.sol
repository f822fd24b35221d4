// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ListId} from "../../src/types/ListId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract ExitTest is SeatSteps {
    function test_exit_takesThePlaceAlong(uint256 which, bool bySigner) public {
        uint16 seat = uint16(bound(which, 0, 23));
        Seat memory expected = consensus.getSeat(seat);
        uint256 to = (epochNow() + 1) * p.epoch;
        vm.prank(bySigner ? expected.signer : expected.owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.OfferWithdrawn(seat, listOf(MODEL), epochNow() + 1);
        vm.expectEmit(address(consensus));
        emit IPlaces.Left(seat, to);

        consensus.exit(seat);

        (expected.to, expected.list, expected.class, expected.index) = (uint32(to), ListId.wrap(0), 0, 0);
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(expected), "seat");
        assertEq(consensus.placesOf(listOf(MODEL), 0, false).length, 24, "a place of this epoch");
        assertEq(consensus.placesOf(listOf(MODEL), 0, true).length, 23, "none of the next");
    }

    function test_exit_withoutAPlace() public {
        uint16 seat = join(24);
        exit(seat);
        assertEq(consensus.getSeat(seat).to, (epochNow() + 1) * p.epoch, "to");
    }

    /// @dev Of the whole list of three: who leaves is drawn for tasks of this epoch, and answers them in the next.
    function test_exit_stillAnswersTasksOfThisEpoch(uint256 when) public {
        for (uint16 seat = 3; seat < 24; ++seat) {
            withdrawOffer(seat);
        }
        nextEpoch();
        // As late as a task may be that lives on into the next epoch.
        skip(bound(when, p.epoch - 1 hours, p.epoch - 2));
        exit(1);
        Terms memory terms = ask(3);
        nextEpoch();
        settled(terms);
        assertOutput(terms, TRUTH);
        assertEq(taskOf(terms).winners, 7, "all three");
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 2, 3));
        consensus.addTask(orderOf(3));
    }

    /* REVERTS */

    function test_exit_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.exit(uint16(seat));
    }

    function test_exit_revertsByAnybodyElse(address caller) public {
        vm.assume(caller != signerOf(2) && caller != holderOf(2));
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, 2, caller));
        consensus.exit(2);
    }

    function test_exit_revertsASecondTime(uint256 later) public {
        exit(2);
        Seat memory s = consensus.getSeat(2);
        skip(bound(later, 0, 365 days));
        vm.prank(s.owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatLeaving.selector, 2, s.to));
        consensus.exit(2);
    }
}
