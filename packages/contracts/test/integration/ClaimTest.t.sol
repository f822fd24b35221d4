// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract ClaimTest is BaseTest {
    function test_claim_paysWhatIsAboveTheBond(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = decidedTask(committeeSize, boundFee(amount, committeeSize));
        uint16 seat = seatAt(task, 1);
        uint96 reward = afterCut(balanceOf(seat) - p.bond);
        vm.expectEmit(address(consensus));
        emit IConsensus.Claimed(seat, ownerOf(seat), reward);

        vm.prank(ownerOf(seat));
        consensus.claim(seat);

        assertEq(holdingsOf(ownerOf(seat)), reward, "paid");
        assertEq(balanceOf(seat), p.bond, "the bond stays");
        assertConservation(0);
    }

    function test_claim_whileLeaving() public {
        uint16 seat = seatAt(decidedTask(3), 0);
        exit(seat);

        vm.prank(ownerOf(seat));
        consensus.claim(seat);

        assertEq(balanceOf(seat), p.bond, "the bond stays");
    }

    function test_claim_revertsForASlotThatNobodyHolds(uint16 seat) public {
        vm.assume(seat >= SEATS);
        expectError(abi.encodeWithSelector(IConsensus.SeatUnknown.selector, seat));
        consensus.claim(seat);
    }

    function test_claim_revertsForAnybodyElse(address caller) public {
        uint16 seat = seatAt(decidedTask(3), 0);
        vm.assume(caller != ownerOf(seat));
        expectError(abi.encodeWithSelector(IConsensus.NotSeatOwner.selector, seat, caller));
        vm.prank(caller);
        consensus.claim(seat);
    }

    function test_claim_revertsWithJustTheBond() public {
        expectError(abi.encodeWithSelector(IConsensus.NothingToClaim.selector, 0));
        vm.prank(ownerOf(0));
        consensus.claim(0);
    }

    function test_claim_revertsWithLessThanTheBond() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 2, TRUTH);
        commit(task, 2, LIE);
        revealAll(task, 0, 2, TRUTH);
        reveal(task, 2, LIE);
        uint16 liar = seatAt(task, 2);
        expectError(abi.encodeWithSelector(IConsensus.NothingToClaim.selector, liar));
        vm.prank(ownerOf(liar));
        consensus.claim(liar);
    }

    function test_claim_revertsWhenTheOwnerRefuses() public {
        uint16 seat = seatAt(decidedTask(3, 0.3 ether), 0);
        refuse(ownerOf(seat));
        uint96 reward = afterCut(balanceOf(seat) - p.bond);
        expectError(refusal(ownerOf(seat), reward));
        vm.prank(ownerOf(seat));
        consensus.claim(seat);
    }
}
