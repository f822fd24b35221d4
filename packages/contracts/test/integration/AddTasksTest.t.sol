// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

contract AddTasksTest is BaseTest {
    function test_addTasks_addsEachOrder(uint256 count, uint256 dice) public {
        (Order[] memory orders, uint256 fees) = ordersOf(bound(count, 1, 6), dice);
        uint256 before = holdingsOf(REQUESTER);
        payingPrank(REQUESTER);
        takeLogs();
        bytes32[] memory tasks = consensus.addTasks{value: valueOf(fees)}(orders);
        Vm.Log[] memory logs = ours(takeLogs());

        assertEq(tasks.length, orders.length, "one id an order");
        assertEq(logs.length, orders.length, "one event an order");
        for (uint256 i; i < orders.length; ++i) {
            checkStored(tasks[i], orders[i]);
            checkTold(logs[i], tasks[i], orders[i]);
        }
        assertEq(before - holdingsOf(REQUESTER), fees, "paid");
        assertConservation(fees);
    }

    function test_addTasks_addsWhatAddTaskAdds() public {
        (Order[] memory orders, uint256 fees) = ordersOf(2, 1);
        uint256 snapshot = vm.snapshotState();
        bytes32 single = addTask(orders[1]);
        bytes32 expected = keccak256(abi.encode(consensus.getTask(single)));
        vm.revertToState(snapshot);
        payingPrank(REQUESTER);
        bytes32[] memory tasks = consensus.addTasks{value: valueOf(fees)}(orders);
        assertEq(tasks[1], single, "id");
        assertEq(keccak256(abi.encode(consensus.getTask(single))), expected, "task");
    }

    function test_addTasks_withNothing() public {
        payingPrank(REQUESTER);
        assertEq(consensus.addTasks(new Order[](0)).length, 0, "no task");
    }

    function test_addTasks_withNothingTakesNoMoney(uint256 value) public {
        value = bound(value, 1, 1 ether);
        vm.deal(REQUESTER, value);
        expectError(abi.encodeWithSelector(IConsensus.WrongValue.selector, value, 0));
        vm.prank(REQUESTER);
        consensus.addTasks{value: value}(new Order[](0));
    }

    function test_addTasks_revertsUnlessTheSumIsExact(uint256 value) public {
        (Order[] memory orders, uint256 fees) = ordersOf(3, 2);
        value = bound(value, 0, 2 * fees);
        vm.assume(value != valueOf(fees));
        vm.deal(REQUESTER, value);
        expectError(abi.encodeWithSelector(IConsensus.WrongValue.selector, value, valueOf(fees)));
        vm.prank(REQUESTER);
        consensus.addTasks{value: value}(orders);
    }

    /// @dev Within one call, too.
    function test_addTasks_revertsForTheSameOrderTwice(uint256 a, uint256 b) public {
        (Order[] memory orders, uint256 fees) = ordersOf(4, 3);
        (a, b) = (bound(a, 0, 3), bound(b, 0, 3));
        vm.assume(a != b);
        orders[a] = orders[b];
        bytes32 twice = idOf(orders[a]);
        expectError(abi.encodeWithSelector(IConsensus.TaskExists.selector, twice));
        vm.prank(REQUESTER);
        consensus.addTasks{value: valueOf(fees)}(orders);
    }

    /// @dev One bad order, and none is added.
    function test_addTasks_revertsAsAddTaskDoes(uint256 which, uint256 how) public {
        (Order[] memory orders, uint256 fees) = ordersOf(3, 4);
        Order memory bad = orders[which % 3];
        bytes memory reason = spoil(bad, how % 6);
        expectError(reason);
        vm.prank(REQUESTER);
        consensus.addTasks{value: valueOf(fees)}(orders);
        for (uint256 i; i < 3; ++i) {
            assertState(idOf(orders[i]), State.None);
        }
    }

    /* HELPERS */

    function spoil(Order memory bad, uint256 how) private returns (bytes memory) {
        if (how < 2) {
            bad.committeeSize = how == 0 ? 2 : 16;
            return
                abi.encodeWithSelector(
                    IConsensus.CommitteeSizeOutOfRange.selector, bad.committeeSize, uint8(3), uint8(15)
                );
        }
        if (how == 2) {
            bad.model = 0;
            return abi.encodeWithSelector(IConsensus.EmptyDigest.selector);
        }
        uint256 minimum = minimumFee(bad.committeeSize);
        uint256 maximum = maximumFee(bad.committeeSize);
        if (how == 3) {
            bad.fee = uint96(minimum - 1);
            return abi.encodeWithSelector(IConsensus.FeeTooLow.selector, minimum - 1, minimum);
        }
        if (how == 4) {
            bad.fee = uint96(maximum + 1);
            return abi.encodeWithSelector(IConsensus.FeeTooHigh.selector, maximum + 1, maximum);
        }
        for (uint16 seat = 2; seat < SEATS; ++seat) {
            exit(seat);
        }
        // The first order finds too few already: any is the bad one.
        return abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, 2, 3);
    }

    /// @dev Sizes and fees of all kinds; the first of three members.
    function ordersOf(uint256 count, uint256 dice) private returns (Order[] memory orders, uint256 fees) {
        orders = new Order[](count);
        for (uint256 i; i < count; ++i) {
            uint256 face = uint256(keccak256(abi.encode(dice, i)));
            uint8 size = i == 0 ? 3 : boundSize(face % 1_000);
            orders[i] = order(size, boundFee(face >> 16, size));
            (orders[i].model, orders[i].prompt) = (keccak256(abi.encode(face)), keccak256(abi.encode(face, i)));
            fees += orders[i].fee;
        }
    }

    function idOf(Order memory o) private view returns (bytes32) {
        return keccak256(
            abi.encode(block.chainid, address(consensus), REQUESTER, o.nonce, o.model, o.prompt, o.committeeSize)
        );
    }

    function checkStored(bytes32 task, Order memory o) private view {
        assertEq(task, idOf(o), "id");
        Task memory t = consensus.getTask(task);
        assertEq(t.requester, REQUESTER, "requester");
        assertEq(t.fee, o.fee, "fee");
        assertEq(t.addedAt, block.timestamp, "time");
        assertEq(t.addedIn, block.number, "block");
        assertEq(t.seats, SEATS, "slots");
        assertEq(t.committeeSize, o.committeeSize, "size");
        assertEq(uint8(t.state), uint8(State.Open), "state");
    }

    function checkTold(Vm.Log memory log, bytes32 task, Order memory o) private view {
        assertEq(log.topics[0], IConsensus.TaskAdded.selector, "TaskAdded");
        assertEq(log.topics[1], task, "task");
        assertEq(log.topics[2], bytes32(uint256(uint160(REQUESTER))), "requester");
        bytes memory data = abi.encode(
            bytes.concat(hex"01551220", o.model), bytes.concat(hex"01551220", o.prompt), o.fee, o.committeeSize, o.nonce
        );
        assertEq(log.data, data, "data");
    }

    /// @dev Without those of a token.
    function ours(Vm.Log[] memory all) private view returns (Vm.Log[] memory logs) {
        logs = new Vm.Log[](all.length);
        uint256 count;
        for (uint256 i; i < all.length; ++i) {
            if (all[i].emitter == address(consensus)) logs[count++] = all[i];
        }
        assembly ("memory-safe") {
            mstore(logs, count)
        }
    }
}
