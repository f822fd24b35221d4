// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract WithdrawSeatTest is SeatSteps {
    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        // Two lies put a seat out.
        parameters.slashBps = 5_000;
    }

    /* WHAT HAPPENS */

    function test_withdrawSeat_paysTheOwnerAndFreesTheSlot(uint256 which, uint256 later) public {
        uint16 seat = uint16(bound(which, 0, 23));
        (Seat memory s, Seat memory nobody) = (consensus.getSeat(seat), consensus.getSeat(99));
        exit(seat);
        vm.warp(availableAt(seat) + bound(later, 0, 365 days));
        vm.expectEmit(address(consensus));
        emit IPlaces.SeatWithdrawn(seat, s.owner, s.balance);
        vm.prank(s.owner);
        consensus.withdrawSeat(seat);
        assertEq(assetOf(s.owner), uint256(s.balance) * p.unit, "paid");
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(nobody), "all zero");
        (bool held,) = consensus.seatOf(s.signer);
        assertTrue(!held, "the key is free");
        assertEq(consensus.seatCount(), 24, "slots");
    }

    /// @dev Of rewards the treasury and the author have their parts, of what was paid in nobody.
    function test_withdrawSeat_withRewards(uint256 share, uint256 bps) public {
        uint16 authorBps = uint16(bound(bps, 1, 2_000));
        openList(24, 7, STRANGER, authorBps);
        uint64 earned = uint64(bound(share, p.bond / 50, hardSlash()));
        uint16 seat = earnFor(earned, authorBps);
        Seat memory s = consensus.getSeat(seat);
        uint64 rewards = s.balance - s.paidIn;
        (uint64 cut, uint64 part) = (rewards / 100, uint64(uint256(rewards) * authorBps / 10_000));
        exit(seat);
        vm.warp(availableAt(seat));
        if (rewards != 0) {
            vm.expectEmit(address(consensus));
            emit IPlaces.Claimed(seat, rewards, cut, STRANGER, part, false);
        }
        vm.expectEmit(address(consensus));
        emit IPlaces.SeatWithdrawn(seat, s.owner, s.balance - cut - part);
        vm.prank(s.owner);
        consensus.withdrawSeat(seat);
        assertEq(assetOf(s.owner), uint256(s.balance - cut - part) * p.unit, "paid");
        assertEq(consensus.owedTreasury(), cut, "treasury");
        assertEq(consensus.credit(STRANGER), part, "author");
    }

    /// @dev What a slashed seat still has is its owner's.
    function test_withdrawSeat_ofWhatIsLeft() public {
        eject(2);
        consensus.prune(2);
        (address owner, uint64 rest) = (holderOf(2), balanceOf(2));
        vm.warp(availableAt(2));
        withdrawSeat(2);
        assertEq(assetOf(owner), uint256(rest) * p.unit, "the rest");
    }

    /* WHEN */

    /// @dev From the end of its duty, if the seat stayed long enough.
    function test_withdrawSeat_revertsBeforeUnbondingIsOver(uint256 stayed, uint256 early) public {
        skip(bound(stayed, p.minimumStay, 365 days));
        exit(4);
        uint256 from = consensus.getSeat(4).to + p.unbondingPeriod;
        assertEq(availableAt(4), from, "by the unbonding");
        revertsUntil(4, from, early);
    }

    /// @dev Who leaves at once stays as long as anybody.
    function test_withdrawSeat_revertsBeforeTheLeastStayIsOver(uint256 stayed, uint256 early) public {
        skip(bound(stayed, 0, p.minimumStay - p.unbondingPeriod - 2 * uint256(p.epoch)));
        uint256 from = consensus.getSeat(4).heldUntil;
        assertGe(from, 1_800_000_000 + p.minimumStay, "as long as was said");
        assertLe(from, 1_800_000_000 + p.minimumStay + p.epoch, "and not an epoch longer");
        exit(4);
        assertEq(availableAt(4), from, "by the stay");
        revertsUntil(4, from, early);
    }

    /// @dev A place that was pruned long after its seat was put out: lists still remember it, and the slot must not be
    /// somebody else's while they do.
    function test_withdrawSeat_revertsWhileListsRememberItsPlace(uint256 late, uint256 early) public {
        eject(2);
        skip(p.minimumStay + p.unbondingPeriod + bound(late, 0, 365 days));
        consensus.prune(2);
        uint256 from = (epochNow() + 2) * p.epoch;
        assertEq(availableAt(2), from, "two epochs");
        revertsUntil(2, from, early);
    }

    /* REVERTS */

    function test_withdrawSeat_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.withdrawSeat(uint16(seat));
    }

    function test_withdrawSeat_revertsASecondTime() public {
        address owner = holderOf(4);
        free(4);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, 4));
        consensus.withdrawSeat(4);
    }

    function test_withdrawSeat_revertsByTheSigner() public {
        address signer = signerOf(4);
        exit(4);
        vm.warp(availableAt(4));
        vm.prank(signer);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotSeatOwner.selector, 4, signer));
        consensus.withdrawSeat(4);
    }

    function test_withdrawSeat_revertsForASeatThatStays(uint256 later) public {
        skip(bound(later, 0, 365 days));
        address owner = holderOf(4);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatNotLeaving.selector, 4));
        consensus.withdrawSeat(4);
    }

    /// @dev Who was put out may prune itself.
    function test_withdrawSeat_revertsWithAPlace(uint256 later) public {
        eject(2);
        skip(bound(later, 0, 365 days));
        address owner = holderOf(2);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatPlaced.selector, 2, listOf(MODEL)));
        consensus.withdrawSeat(2);
    }

    /// @dev It harms nobody else.
    function test_withdrawSeat_revertsForAnOwnerThatTakesNothing() public {
        exit(4);
        vm.warp(availableAt(4));
        (address owner, uint256 amount) = (holderOf(4), uint256(balanceOf(4)) * p.unit);
        refuse(owner);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.TransferFailed.selector, owner, amount));
        consensus.withdrawSeat(4);
        exit(5);
        vm.warp(availableAt(5));
        withdrawSeat(5);
    }

    /* HELPERS */

    function availableAt(uint16 seat) private view returns (uint256) {
        Seat memory s = consensus.getSeat(seat);
        uint256 unbonded = uint256(s.to) + p.unbondingPeriod;
        return unbonded > s.heldUntil ? unbonded : s.heldUntil;
    }

    function revertsUntil(uint16 seat, uint256 from, uint256 early) private {
        address owner = holderOf(seat);
        vm.warp(bound(early, vm.getBlockTimestamp(), from - 1));
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatLocked.selector, seat, from));
        consensus.withdrawSeat(seat);
        vm.warp(from);
        withdrawSeat(seat);
    }
}
