// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract SweepTreasuryTest is BaseTest {
    function test_sweepTreasury_paysCutsAndDust(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        decidedTask(committeeSize, fee);
        uint256 owed = consensus.owedTreasury();
        assertGe(owed, uint256(fee) * p.protocolFeeBps / 10_000, "the cut");
        vm.expectEmit(address(consensus));
        emit IConsensus.Swept(TREASURY, owed);

        vm.prank(STRANGER);
        consensus.sweepTreasury();

        assertEq(holdingsOf(TREASURY), owed, "paid");
        assertEq(consensus.owedTreasury(), 0, "owed");
        assertConservation(0);
    }

    function test_sweepTreasury_revertsWhenNothingIsOwed() public {
        expectError(abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, TREASURY));
        consensus.sweepTreasury();
    }

    function test_sweepTreasury_revertsWhenTheTreasuryRefuses() public {
        decidedTask(3);
        uint256 owed = consensus.owedTreasury();
        refuse(TREASURY);
        expectError(refusal(TREASURY, owed));
        consensus.sweepTreasury();
    }
}
