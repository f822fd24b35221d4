// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract WithdrawSeatTest is BaseTest {
    function test_withdrawSeat_paysBondAndRewards(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = decidedTask(committeeSize, boundFee(amount, committeeSize));
        uint16 seat = seatAt(task, 0);
        assertGt(balanceOf(seat), p.bond, "a reward");
        uint96 balance = p.bond + afterCut(balanceOf(seat) - p.bond);
        retire(seat);
        vm.expectEmit(address(consensus));
        emit IConsensus.SeatWithdrawn(seat, ownerOf(seat), balance);

        vm.prank(ownerOf(seat));
        consensus.withdrawSeat(seat);

        assertEq(holdingsOf(ownerOf(seat)), balance, "paid");
        assertConservation(0);
    }

    function test_withdrawSeat_freesSlotAndSigner() public {
        retire(9);
        withdrawSeat(9);

        Seat memory s = consensus.getSeat(9);
        assertEq(s.signer, address(0), "signer");
        assertEq(s.owner, address(0), "owner");
        assertEq(s.from, 0, "from");
        assertEq(s.to, 0, "to");
        assertEq(s.balance, 0, "balance");
        (bool held,) = consensus.seatOf(signerOf(9));
        assertEq(held, false, "held");
        assertEq(consensus.seatCount(), SEATS, "slots");
    }

    function test_withdrawSeat_revertsForASlotThatNobodyHolds(uint16 seat) public {
        vm.assume(seat >= SEATS);
        expectError(abi.encodeWithSelector(IConsensus.SeatUnknown.selector, seat));
        consensus.withdrawSeat(seat);
    }

    function test_withdrawSeat_revertsForAnybodyElse(address caller) public {
        vm.assume(caller != ownerOf(1));
        retire(1);
        expectError(abi.encodeWithSelector(IConsensus.NotSeatOwner.selector, 1, caller));
        vm.prank(caller);
        consensus.withdrawSeat(1);
    }

    function test_withdrawSeat_revertsForTheSigner() public {
        retire(1);
        expectError(abi.encodeWithSelector(IConsensus.NotSeatOwner.selector, 1, signerOf(1)));
        vm.prank(signerOf(1));
        consensus.withdrawSeat(1);
    }

    function test_withdrawSeat_revertsForASeatThatStays() public {
        expectError(abi.encodeWithSelector(IConsensus.SeatNotLeaving.selector, 1));
        vm.prank(ownerOf(1));
        consensus.withdrawSeat(1);
    }

    function test_withdrawSeat_revertsBeforeTheStakeIsFree(uint256 elapsed) public {
        exit(1);
        uint256 availableAt = block.timestamp + p.exitNotice + p.unbondingPeriod;
        skip(bound(elapsed, 0, uint256(p.exitNotice) + p.unbondingPeriod - 1));
        expectError(abi.encodeWithSelector(IConsensus.SeatLocked.selector, 1, availableAt));
        vm.prank(ownerOf(1));
        consensus.withdrawSeat(1);
    }

    function test_withdrawSeat_revertsWhenTheOwnerRefuses() public {
        retire(1);
        refuse(ownerOf(1));
        expectError(refusal(ownerOf(1), p.bond));
        vm.prank(ownerOf(1));
        consensus.withdrawSeat(1);
    }

    function retire(uint16 seat) private {
        exit(seat);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
    }
}
