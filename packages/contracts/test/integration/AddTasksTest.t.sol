// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Network} from "../Network.sol";

contract AddTasksTest is Network {
    function test_addTasks_takesTheSumOfTheFees(uint256 count, uint256 dice) public {
        Order[] memory orders = ordersOf(bound(count, 0, 10), dice);
        uint256 fees = feesOf(orders);
        uint256 before = assetOf(address(consensus));
        TaskId[] memory expected = new TaskId[](orders.length);
        for (uint256 i; i < orders.length; ++i) {
            expected[i] = idOf(Terms(REQUESTER, orders[i]));
        }
        payingPrank(REQUESTER, fees);
        for (uint256 i; i < orders.length; ++i) {
            vm.expectEmit(address(consensus));
            emit ITasks.TaskAdded(expected[i], REQUESTER, listOf(MODEL), orders[i]);
        }
        TaskId[] memory tasks = consensus.addTasks{value: valueOf(fees)}(orders);
        assertEq(abi.encode(tasks), abi.encode(expected), "their ids");
        for (uint256 i; i < tasks.length; ++i) {
            assertEq(uint256(consensus.getTask(tasks[i]).state), uint256(State.Open), "open");
        }
        assertEq(assetOf(address(consensus)) - before, fees * p.unit, "all fees");
    }

    /// @dev Each has a committee of its own, though their block is the same.
    function test_addTasks_eachIsDrawnForItself() public {
        Order[] memory orders = ordersOf(8, 1);
        for (uint256 i; i < 8; ++i) {
            orders[i].committeeSize = 7;
            (orders[i].seed, orders[i].roundTip) = (Seed.Block, 0);
        }
        addAll(orders);
        start(Terms(REQUESTER, orders[0]));
        for (uint256 i = 1; i < 8; ++i) {
            bytes32 its = keccak256(abi.encode(seatsOf(Terms(REQUESTER, orders[i]))));
            assertNotEq(its, keccak256(abi.encode(seatsOf(Terms(REQUESTER, orders[i - 1])))), "another committee");
        }
    }

    /* REVERTS */

    /// @dev All or none.
    function test_addTasks_revertsWhenOneCannotBeAdded(uint256 which) public {
        Order[] memory orders = ordersOf(5, 1);
        which = bound(which, 0, 4);
        orders[which].share = p.minimumShare - 1;
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.ShareTooLow.selector, p.minimumShare - 1, p.minimumShare);
        revertsWith(orders, reason);
        for (uint256 i; i < 5; ++i) {
            assertState(Terms(REQUESTER, orders[i]), State.None);
        }
    }

    function test_addTasks_revertsForTheSameOrderTwice() public {
        Order[] memory orders = ordersOf(3, 1);
        orders[2] = orders[0];
        TaskId task = idOf(Terms(REQUESTER, orders[0]));
        revertsWith(orders, abi.encodeWithSelector(IConsensusErrors.TaskExists.selector, task));
    }

    /// @dev The value is counted once, not once a task.
    function test_addTasks_revertsUnlessTheValueIsTheSum(uint96 value, uint256 count) public {
        Order[] memory orders = ordersOf(bound(count, 0, 10), 1);
        uint256 required = valueOf(feesOf(orders));
        vm.assume(value != required);
        vm.deal(REQUESTER, value);
        vm.prank(REQUESTER);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, required));
        consensus.addTasks{value: value}(orders);
    }

    /* HELPERS */

    function ordersOf(uint256 count, uint256 dice) private returns (Order[] memory orders) {
        orders = new Order[](count);
        for (uint256 i; i < count; ++i) {
            dice = uint256(keccak256(abi.encode(dice)));
            orders[i] = orderOf(uint8(3 + dice % 13));
            orders[i].share += uint64((dice >> 8) % hardSlash() / 2);
            if (dice >> 250 & 1 == 0) (orders[i].seed, orders[i].roundTip) = (Seed.Beacon, uint32(dice >> 128));
        }
    }

    function feesOf(Order[] memory orders) private pure returns (uint256 fees) {
        for (uint256 i; i < orders.length; ++i) {
            fees += feeOf(orders[i]);
        }
    }

    function addAll(Order[] memory orders) private {
        payingPrank(REQUESTER, feesOf(orders));
        consensus.addTasks{value: valueOf(feesOf(orders))}(orders);
    }

    function revertsWith(Order[] memory orders, bytes memory reason) private {
        uint256 fees = feesOf(orders);
        payingPrank(REQUESTER, fees);
        expectError(reason);
        consensus.addTasks{value: valueOf(fees)}(orders);
    }
}
