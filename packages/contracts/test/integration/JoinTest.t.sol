// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract JoinTest is BaseTest {
    address private immutable SIGNER = makeAddress("signer");

    function test_join_takesTheNextSlot(address owner) public {
        vm.assume(owner != address(0));
        uint40 from = uint40(block.timestamp + p.activationDelay);
        fundedPrank(SIGNER, p.bond);
        vm.expectEmit(address(consensus));
        emit IConsensus.Joined(SEATS, owner, SIGNER, from);

        uint16 seat = consensus.join{value: valueOf(p.bond)}(owner);

        assertEq(seat, SEATS, "seat");
        Seat memory s = consensus.getSeat(seat);
        assertEq(s.signer, SIGNER, "signer");
        assertEq(s.owner, owner, "owner");
        assertEq(s.from, from, "from");
        assertEq(s.to, 0, "to");
        assertEq(s.balance, p.bond, "balance");
    }

    function test_join_counts() public {
        join(SEATS);

        assertEq(consensus.seatCount(), SEATS + 1, "slots");
        assertEq(consensus.activeSeats(), SEATS + 1, "active");
        (bool held, uint16 seat) = consensus.seatOf(signerOf(SEATS));
        assertEq(held, true, "held");
        assertEq(seat, SEATS, "seat of the signer");
        assertConservation(0);
    }

    function test_join_refillsTheSlotThatWasFreedLast(uint256 a, uint256 b) public {
        uint16 first = uint16(bound(a, 0, SEATS - 1));
        uint16 second = uint16(bound(b, 0, SEATS - 1));
        vm.assume(first != second);
        free(first);
        free(second);

        assertEq(join(SEATS), second, "freed last");
        assertEq(join(SEATS + 1), first, "freed before");
        assertEq(join(SEATS + 2), SEATS, "a new slot");
        assertEq(consensus.seatCount(), SEATS + 1, "slots");
        assertEq(consensus.activeSeats(), SEATS + 1, "active");
    }

    function test_join_againAfterWithdrawing() public {
        free(3);

        assertEq(join(3), 3, "the same key, the same slot");
        assertEq(consensus.getSeat(3).from, block.timestamp + p.activationDelay, "a new start");
    }

    function test_join_revertsWithoutOwner() public {
        vm.deal(SIGNER, p.bond);
        expectError(abi.encodeWithSelector(IConsensus.ZeroAddress.selector));
        vm.prank(SIGNER);
        consensus.join{value: valueOf(p.bond)}(address(0));
    }

    function test_join_revertsUnlessTheBondIsExact(uint96 value) public {
        vm.assume(value != valueOf(p.bond));
        vm.deal(SIGNER, value);
        expectError(abi.encodeWithSelector(IConsensus.WrongValue.selector, value, valueOf(p.bond)));
        vm.prank(SIGNER);
        consensus.join{value: value}(SIGNER);
    }

    function test_join_revertsForASignerWithASeat(uint256 i) public {
        uint16 seat = uint16(bound(i, 0, SEATS - 1));
        vm.deal(signerOf(seat), p.bond);
        expectError(abi.encodeWithSelector(IConsensus.SignerTaken.selector, signerOf(seat), seat));
        vm.prank(signerOf(seat));
        consensus.join{value: valueOf(p.bond)}(SIGNER);
    }

    function test_join_revertsForASignerWhoseSeatIsLeaving() public {
        exit(5);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        vm.deal(signerOf(5), p.bond);
        expectError(abi.encodeWithSelector(IConsensus.SignerTaken.selector, signerOf(5), 5));
        vm.prank(signerOf(5));
        consensus.join{value: valueOf(p.bond)}(SIGNER);
    }

    function test_join_revertsWhenEverySlotIsTaken(uint256 maximum) public {
        Parameters memory small = p;
        small.maximumSeats = uint16(bound(maximum, 3, 8));
        consensus = deploy(small);
        for (uint256 i; i < small.maximumSeats; ++i) {
            join(i);
        }
        vm.deal(SIGNER, p.bond);
        expectError(abi.encodeWithSelector(IConsensus.SeatsFull.selector, small.maximumSeats));
        vm.prank(SIGNER);
        consensus.join{value: valueOf(p.bond)}(SIGNER);
    }

    function free(uint16 seat) private {
        exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(seat);
    }
}
