// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Network} from "./Network.sol";

/// @notice That no test leaves broken books behind unnoticed.
contract AfterEachTest is Network {
    function seatsAtStart() internal pure override returns (uint256) {
        return 3;
    }

    function test_afterEach_noticesWhatIsMissing() public {
        vm.expectRevert("what is here is what is owed: 35999999999999999999 != 36000000000000000000");
        asTest();
        this.takeAway();
        // What `deal` did outlives that the call was undone.
        vm.deal(address(consensus), address(consensus).balance + 1);
    }

    function test_afterEach_knowsTheTasksOfATest() public {
        vm.expectRevert("what is here is what is owed: 36003000000000000001 != 36003000000000000000");
        asTest();
        this.addTaskAndPutOneMore();
        vm.deal(address(consensus), 3 * uint256(stake()) * p.unit);
    }

    function test_afterEach_findsNothingWrong() public {
        asTest();
        this.addTaskOnly();
    }

    function addTaskOnly() public {
        add(orderOf(3));
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
}
