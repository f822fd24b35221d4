// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract WithdrawTest is BaseTest {
    function test_withdraw_paysRefunds(uint256 size, uint256 amount, uint256 tasks) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        uint256 credit = refund(committeeSize, fee, bound(tasks, 1, 4));
        uint256 before = holdingsOf(REQUESTER);
        vm.expectEmit(address(consensus));
        emit IConsensus.Withdrawn(REQUESTER, credit);

        vm.prank(REQUESTER);
        consensus.withdraw();

        assertEq(holdingsOf(REQUESTER) - before, credit, "paid");
        assertEq(consensus.credit(REQUESTER), 0, "credit");
        assertConservation(0);
    }

    function test_withdraw_revertsWithoutCredit(address account) public {
        expectError(abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, account));
        vm.prank(account);
        consensus.withdraw();
    }

    function test_withdraw_revertsASecondTime() public {
        refund(3, minimumFee(3), 1);
        vm.prank(REQUESTER);
        consensus.withdraw();
        expectError(abi.encodeWithSelector(IConsensus.NothingToWithdraw.selector, REQUESTER));
        vm.prank(REQUESTER);
        consensus.withdraw();
    }

    function test_withdraw_revertsWhenTheAccountRefuses() public {
        uint256 credit = refund(3, minimumFee(3), 1);
        refuse(REQUESTER);
        expectError(refusal(REQUESTER, credit));
        vm.prank(REQUESTER);
        consensus.withdraw();
    }

    function refund(uint8 committeeSize, uint96 fee, uint256 tasks) private returns (uint256) {
        for (uint256 i; i < tasks; ++i) {
            bytes32 task = addTask(committeeSize, fee);
            skip(p.commitWindow);
            consensus.finalize(task);
        }
        return fee * tasks;
    }
}
