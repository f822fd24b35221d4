// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "./BaseTest.sol";

/// @notice That no test leaves a broken deployment behind unnoticed.
contract AfterEachTest is BaseTest {
    function test_afterEach_noticesWhatIsMissing() public {
        vm.expectRevert("conservation: what is here is what is owed: 239999999999999999999 != 240000000000000000000");
        asTest();
        this.takeAway();
        giveBack();
    }

    function test_afterEach_knowsTheTasksOfATest() public {
        vm.expectRevert("conservation: what is here is what is owed: 240003000000000000001 != 240003000000000000000");
        asTest();
        this.addTaskAndPutOneMore();
        giveBack();
    }

    function test_afterEach_findsNothingWrong() public {
        asTest();
        this.addTaskOnly();
    }

    function addTaskOnly() public {
        addTask(3, minimumFee(3));
    }

    function addTaskAndPutOneMore() external {
        addTaskOnly();
        vm.deal(address(consensus), address(consensus).balance + 1);
    }

    function takeAway() external {
        vm.deal(address(consensus), address(consensus).balance - 1);
    }

    /// @dev forge calls tests; the next call is as one of its.
    function asTest() private {
        // forge-lint: disable-next-line(tx-origin)
        vm.prank(tx.origin);
    }

    /// @dev What `deal` did outlives that the call was undone.
    function giveBack() private {
        vm.deal(address(consensus), uint256(SEATS) * p.bond);
    }
}
