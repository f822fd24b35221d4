// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract JoinTest is SeatSteps {
    address private immutable SIGNER = makeAddress("signer");
    uint64 private constant MOST = type(uint56).max;

    /* WHAT HAPPENS */

    function test_join_takesTheNextSlot(address owner, uint256 amount) public {
        vm.assume(owner != address(0));
        uint64 paid = uint64(bound(amount, p.bond, MOST));
        uint256 before = assetOf(address(consensus));
        payingPrank(SIGNER, paid);
        vm.expectEmit(address(consensus));
        emit IPlaces.Joined(24, owner, SIGNER, paid);

        uint16 seat = consensus.join{value: valueOf(paid)}(owner, paid);

        assertEq(seat, 24, "seat");
        Seat memory expected;
        (expected.signer, expected.owner) = (SIGNER, owner);
        (expected.heldUntil, expected.balance, expected.paidIn) = (stayUntil(), paid, paid);
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(expected), "seat");
        assertEq(assetOf(address(consensus)) - before, uint256(paid) * p.unit, "paid in");
    }

    function test_join_counts() public {
        uint16 seat = join(24);
        assertEq(consensus.seatCount(), 25, "slots");
        (bool held, uint16 found) = consensus.seatOf(newSigner(24));
        assertTrue(held, "held");
        assertEq(found, seat, "seat of the signer");
    }

    /// @dev A seat without a place is never drawn.
    function test_join_givesNoPlace() public {
        uint16 seat = join(24);
        nextEpoch();
        assertEq(consensus.placesOf(listOf(MODEL), 0, false).length, 24, "places");
        assertTrue(consensus.getSeat(seat).list.isNone(), "no list");
    }

    function test_join_refillsTheSlotThatWasFreedLast(uint256 a, uint256 b) public {
        (uint16 first, uint16 second) = (uint16(bound(a, 0, 23)), uint16(bound(b, 0, 23)));
        vm.assume(first != second);
        free(first);
        free(second);
        assertEq(join(24), second, "freed last");
        assertEq(join(25), first, "freed before");
        assertEq(join(26), 24, "a new slot");
        assertEq(consensus.seatCount(), 25, "slots");
    }

    function test_join_againAfterWithdrawing() public {
        free(3);
        assertEq(join(3), 3, "the same key, the same slot");
        Seat memory s = consensus.getSeat(3);
        assertEq(s.heldUntil, stayUntil(), "a new start");
        assertEq(s.to, 0, "stays");
        assertTrue(s.list.isNone(), "without a place");
    }

    /// @dev The first slot of all is seat 0, and its key is known to hold it.
    function test_join_ofTheVeryFirst() public {
        consensus = deploy(p);
        assertEq(join(50), 0, "seat");
        (bool held, uint16 seat) = consensus.seatOf(newSigner(50));
        assertTrue(held, "held");
        assertEq(seat, 0, "seat 0");
    }

    /* REVERTS */

    function test_join_revertsWithoutOwner() public {
        payingPrank(SIGNER, p.bond);
        expectError(abi.encodeWithSelector(IConsensusErrors.ZeroAddress.selector));
        consensus.join{value: valueOf(p.bond)}(address(0), p.bond);
    }

    function test_join_revertsForAContract() public {
        give(SIGNER, uint256(p.bond) * p.unit);
        vm.prank(SIGNER, STRANGER);
        expectError(abi.encodeWithSelector(IConsensusErrors.SignerIsContract.selector, SIGNER));
        consensus.join{value: valueOf(p.bond)}(SIGNER, p.bond);
    }

    function test_join_revertsForASignerWithASeat(uint256 i) public {
        uint16 seat = uint16(bound(i, 0, 23));
        address signer = signerOf(seat);
        payingPrank(signer, p.bond);
        expectError(abi.encodeWithSelector(IConsensusErrors.SignerTaken.selector, signer, seat));
        consensus.join{value: valueOf(p.bond)}(SIGNER, p.bond);
    }

    function test_join_revertsForASignerWhoseSeatIsLeaving() public {
        address signer = signerOf(5);
        exit(5);
        skip(p.unbondingPeriod + p.minimumStay);
        payingPrank(signer, p.bond);
        expectError(abi.encodeWithSelector(IConsensusErrors.SignerTaken.selector, signer, 5));
        consensus.join{value: valueOf(p.bond)}(SIGNER, p.bond);
    }

    /// @dev Lately a seat's, it may still have to sign for it.
    function test_join_revertsForAFormerSigner() public {
        address former = signerOf(5);
        rotate(5, 100);
        payingPrank(former, p.bond);
        expectError(abi.encodeWithSelector(IConsensusErrors.SignerTaken.selector, former, 5));
        consensus.join{value: valueOf(p.bond)}(SIGNER, p.bond);
    }

    function test_join_revertsBelowTheBond(uint256 amount) public {
        uint64 paid = uint64(bound(amount, 0, p.bond - 1));
        payingPrank(SIGNER, paid);
        expectError(abi.encodeWithSelector(IConsensusErrors.BalanceTooLow.selector, 0, paid, p.bond));
        consensus.join{value: valueOf(paid)}(SIGNER, paid);
    }

    function test_join_revertsAboveWhatASeatHolds(uint256 amount) public {
        uint64 paid = uint64(bound(amount, uint256(MOST) + 1, type(uint64).max));
        payingPrank(SIGNER, paid);
        expectError(abi.encodeWithSelector(IConsensusErrors.BalanceTooHigh.selector, 0, paid, MOST));
        consensus.join{value: valueOf(paid)}(SIGNER, paid);
    }

    function test_join_revertsUnlessTheValueIsExact(uint96 value) public {
        uint256 required = valueOf(p.bond);
        vm.assume(value != required);
        vm.deal(SIGNER, value);
        vm.prank(SIGNER, SIGNER);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, required));
        consensus.join{value: value}(SIGNER, p.bond);
    }

    function test_join_revertsWhenEverySlotIsTaken(uint256 maximum) public {
        p.maximumSeats = uint16(bound(maximum, 3, 8));
        consensus = deploy(p);
        for (uint256 i; i < p.maximumSeats; ++i) {
            join(100 + i);
        }
        payingPrank(SIGNER, p.bond);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatsFull.selector, p.maximumSeats));
        consensus.join{value: valueOf(p.bond)}(SIGNER, p.bond);
    }

    /// @dev Whole epochs: the first that begins after the least stay.
    function stayUntil() private view returns (uint64) {
        return uint64(((vm.getBlockTimestamp() + p.minimumStay) / p.epoch + 1) * p.epoch);
    }
}
