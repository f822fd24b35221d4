// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract SweepTreasuryTest is BaseTest {
    function test_sweepTreasury_paysCutsAndDust(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        bytes32 task = decidedTask(committeeSize, fee);
        uint256 owed = fee % committeeSize;
        for (uint8 member; member < committeeSize; ++member) {
            owed += claim(seatAt(task, member), fee / committeeSize);
        }
        assertEq(consensus.owedTreasury(), owed, "dust, and a cut of each reward");
        vm.expectEmit(address(consensus));
        emit IConsensus.Swept(TREASURY, owed);

        vm.prank(STRANGER);
        consensus.sweepTreasury();

        assertEq(holdingsOf(TREASURY), owed, "paid");
        assertEq(consensus.owedTreasury(), 0, "owed");
        assertConservation(0);
    }

    function claim(uint16 seat, uint256 reward) private returns (uint256 cut) {
        cut = reward * p.protocolFeeBps / 10_000;
        address owner = consensus.getSeat(seat).owner;
        vm.expectEmit(address(consensus));
        emit IConsensus.Claimed(seat, owner, uint96(reward - cut));
        vm.prank(owner);
        consensus.claim(seat);
    }

    function test_sweepTreasury_revertsWhenNothingIsOwed() public {
        expectError(abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, TREASURY));
        consensus.sweepTreasury();
    }

    function test_sweepTreasury_revertsWhenTheTreasuryRefuses() public {
        decidedTask(3, minimumFee(3) + 1);
        uint256 owed = consensus.owedTreasury();
        refuse(TREASURY);
        expectError(refusal(TREASURY, owed));
        consensus.sweepTreasury();
    }
}
