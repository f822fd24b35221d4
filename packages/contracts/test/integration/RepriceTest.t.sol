// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract RepriceTest is SeatSteps {
    function test_reprice_movesThePlaceToAnotherClass(uint256 which, uint256 class_, bool bySigner) public {
        (uint16 seat, uint8 class) = (uint16(bound(which, 0, 23)), uint8(bound(class_, 1, 3)));
        Seat memory expected = consensus.getSeat(seat);
        vm.prank(bySigner ? expected.signer : expected.owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.Repriced(seat, listOf(MODEL), class, epochNow() + 1);

        consensus.reprice(seat, class);

        (expected.class, expected.index) = (class, 0);
        Seat memory s = consensus.getSeat(seat);
        // A stay that this makes longer: see heldUntil.
        expected.heldUntil = s.heldUntil;
        assertEq(abi.encode(s), abi.encode(expected), "seat");
        assertEq(consensus.placesOf(listOf(MODEL), 0, true).length, 23, "class 0");
        assertEq(consensus.placesOf(listOf(MODEL), class, true)[0], seat, "its class");
        assertEq(consensus.placesOf(listOf(MODEL), 0, false).length, 24, "not in this epoch");
    }

    /// @dev It goes to the end.
    function test_reprice_toTheSameClass() public {
        vm.prank(signerOf(4));
        consensus.reprice(4, 0);
        uint16[] memory next = consensus.placesOf(listOf(MODEL), 0, true);
        assertEq(next.length, 24, "as many");
        assertEq(next[4], 23, "the last took its place");
        assertEq(next[23], 4, "it took the last");
    }

    /// @dev It costs nothing, and takes none of the epoch's places.
    function test_reprice_isFree() public {
        uint64 before = balanceOf(4);
        uint16 open = consensus.getList(listOf(MODEL)).open;
        vm.prank(signerOf(4));
        consensus.reprice(4, 3);
        assertEq(balanceOf(4), before, "balance");
        assertEq(consensus.getList(listOf(MODEL)).open, open, "places that are left");
    }

    /// @dev Which shares reach it.
    function test_reprice_asksForItsPrice(uint256 class_) public {
        uint8 class = uint8(bound(class_, 1, 3));
        for (uint16 seat; seat < 24; ++seat) {
            vm.prank(signerOf(seat));
            consensus.reprice(seat, class);
        }
        nextEpoch();
        uint64 price = consensus.priceOf(class);
        assertEq(price, uint256(p.minimumShare) * 4 ** class, "price");
        Order memory order = withShare(price - 1);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 0, 3));
        consensus.addTask(order);
        order.share = price;
        settled(ask(order));
    }

    /* REVERTS */

    function test_reprice_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.reprice(uint16(seat), 0);
    }

    function test_reprice_revertsByAnybodyElse(address caller) public {
        vm.assume(caller != signerOf(2) && caller != holderOf(2));
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, 2, caller));
        consensus.reprice(2, 1);
    }

    function test_reprice_revertsForASeatThatLeaves() public {
        exit(2);
        Seat memory s = consensus.getSeat(2);
        vm.prank(s.signer);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatLeaving.selector, 2, s.to));
        consensus.reprice(2, 1);
    }

    function test_reprice_revertsWithoutPlace() public {
        withdrawOffer(2);
        vm.prank(signerOf(2));
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatNotPlaced.selector, 2));
        consensus.reprice(2, 1);
    }

    function test_reprice_revertsBeyondTheHighestClass(uint256 class_) public {
        uint8 class = uint8(bound(class_, 4, type(uint8).max));
        vm.prank(signerOf(2));
        expectError(abi.encodeWithSelector(IConsensusErrors.ClassOutOfRange.selector, class));
        consensus.reprice(2, class);
    }
}
