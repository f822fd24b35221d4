// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What makes a task the one it is: see `ITasks.taskId`.
type TaskId is bytes32;

using {isNone, equals as ==, differs as !=} for TaskId global;

/// @notice Whether this names no task.
function isNone(TaskId id) pure returns (bool) {
    return TaskId.unwrap(id) == 0;
}

function equals(TaskId a, TaskId b) pure returns (bool) {
    return TaskId.unwrap(a) == TaskId.unwrap(b);
}

function differs(TaskId a, TaskId b) pure returns (bool) {
    return TaskId.unwrap(a) != TaskId.unwrap(b);
}
