// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice The seats that serve one model for one author: see `ILens.listId`.
type ListId is bytes32;

using {isNone, equals as ==, differs as !=} for ListId global;

/// @notice Whether this names no list.
function isNone(ListId id) pure returns (bool) {
    return ListId.unwrap(id) == 0;
}

function equals(ListId a, ListId b) pure returns (bool) {
    return ListId.unwrap(a) == ListId.unwrap(b);
}

function differs(ListId a, ListId b) pure returns (bool) {
    return ListId.unwrap(a) != ListId.unwrap(b);
}
