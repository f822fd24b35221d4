// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {ListId} from "../../src/types/ListId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract WithdrawOfferTest is SeatSteps {
    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        parameters.slashBps = 5_000;
    }

    /// @dev The last of its class takes its place.
    function test_withdrawOffer_fromTheNextEpochOn(uint256 which, bool bySigner) public {
        uint16 seat = uint16(bound(which, 0, 23));
        Seat memory expected = consensus.getSeat(seat);
        vm.prank(bySigner ? expected.signer : expected.owner);
        vm.expectEmit(address(consensus));
        emit IPlaces.OfferWithdrawn(seat, listOf(MODEL), epochNow() + 1);

        consensus.withdrawOffer(seat);

        (expected.list, expected.class, expected.index) = (ListId.wrap(0), 0, 0);
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(expected), "seat");
        uint16[] memory now_ = consensus.placesOf(listOf(MODEL), 0, false);
        uint16[] memory next = consensus.placesOf(listOf(MODEL), 0, true);
        assertEq(now_.length, 24, "this epoch");
        assertEq(next.length, 23, "the next");
        for (uint16 i; i < 24; ++i) {
            assertEq(now_[i], i, "as before");
            if (i < 23) assertEq(next[i], i == seat ? 23 : i, "the last took its place");
        }
        if (seat != 23) assertEq(consensus.getSeat(23).index, seat, "which it knows");
    }

    /// @dev The place costs again, and nothing comes back.
    function test_withdrawOffer_paysNothingBack() public {
        uint64 before = balanceOf(5);
        withdrawOffer(5);
        assertEq(balanceOf(5), before, "balance");
    }

    /// @dev A seat that was put out may take its place away itself, and save the bounty.
    function test_withdrawOffer_ofASeatThatWasPutOut() public {
        eject(5);
        uint64 before = balanceOf(5);
        withdrawOffer(5);
        assertEq(balanceOf(5), before, "no bounty");
        assertEq(consensus.placesOf(listOf(MODEL), 0, true).length, 23, "gone");
    }

    function test_withdrawOffer_ofAllOfThem() public {
        for (uint16 seat; seat < 24; ++seat) {
            withdrawOffer(seat);
        }
        assertEq(consensus.placesOf(listOf(MODEL), 0, true).length, 0, "empty");
        nextEpoch();
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 0, 3));
        consensus.addTask(orderOf(3));
    }

    /* REVERTS */

    function test_withdrawOffer_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.withdrawOffer(uint16(seat));
    }

    function test_withdrawOffer_revertsByAnybodyElse(address caller) public {
        vm.assume(caller != signerOf(2) && caller != holderOf(2));
        vm.prank(caller);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, 2, caller));
        consensus.withdrawOffer(2);
    }

    function test_withdrawOffer_revertsWithoutPlace() public {
        withdrawOffer(2);
        revertsUnplaced(2);
        revertsUnplaced(join(24));
    }

    function test_withdrawOffer_revertsAfterExit() public {
        exit(2);
        revertsUnplaced(2);
    }

    function revertsUnplaced(uint16 seat) private {
        address owner = holderOf(seat);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatNotPlaced.selector, seat));
        consensus.withdrawOffer(seat);
    }
}
