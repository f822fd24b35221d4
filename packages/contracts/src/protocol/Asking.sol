// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockSeeds, Order, Seed, Terms} from "../interfaces/ConsensusTypes.sol";
import {ITasks} from "../interfaces/ITasks.sol";
import {TaskWord} from "../libraries/TaskWordLib.sol";
import {Committee} from "../types/Committee.sol";
import {ListId} from "../types/ListId.sol";
import {TaskId} from "../types/TaskId.sol";
import {Tasks} from "./Tasks.sol";

/// @title Asking
/// @notice Paying for answers, and getting the fee back where nobody can answer.
abstract contract Asking is ITasks, Tasks {
    /// @inheritdoc ITasks
    function addTask(Order calldata order) external payable returns (TaskId task) {
        task = _addOwn(order);
        _collect(_feeOf(order));
    }

    /// @inheritdoc ITasks
    function addTasks(Order[] calldata orders) external payable returns (TaskId[] memory tasks) {
        tasks = new TaskId[](orders.length);
        uint256 fees;
        for (uint256 i; i < orders.length; ++i) {
            tasks[i] = _addOwn(orders[i]);
            fees += _feeOf(orders[i]);
        }
        _collect(fees);
    }

    /// @inheritdoc ITasks
    function cancel(Terms calldata terms) external {
        TaskId task = _taskId(terms.requester, terms.order);
        TaskWord t = _open(task);
        if (Committee.unwrap(_drawn[task]) != 0 || _canDraw(task, t, _listOf(terms.order))) {
            revert CommitteeKnown(task);
        }
        _undecide(task, t, 0, 0);
    }

    /// @inheritdoc ITasks
    function draw(Terms calldata terms) external returns (Committee committee) {
        TaskId task = _taskId(terms.requester, terms.order);
        TaskWord t = _open(task);
        if (Committee.unwrap(_drawn[task]) != 0) revert AlreadyDrawn(task);
        return _drawnOrDraw(task, t, _listOf(terms.order));
    }

    /* PRIVATE */

    function _addOwn(Order calldata order) private returns (TaskId) {
        if (order.seed == Seed.Block && BLOCK_SEEDS == BlockSeeds.Never) revert SeedRefused(order.seed);
        return _add(msg.sender, order, 0);
    }

    function _canDraw(TaskId task, TaskWord t, ListId list) private view returns (bool) {
        bytes32 entropy = _entropyOf(task, t, t.seed());
        if (entropy == 0 || _epochAt(block.timestamp) > _epochAt(t.addedAt()) + 1) return false;
        (, uint256 found) = _probe(task, t, list, entropy);
        return found == t.size();
    }
}
