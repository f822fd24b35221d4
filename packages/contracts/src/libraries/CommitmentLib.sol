// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";

/// @title CommitmentLib
/// @notice A sealed vote.
library CommitmentLib {
    /// @notice Binds the seat: whoever copies a commitment cannot open it as its own.
    function commitmentOf(TaskId task, uint16 seat, Digest output, bytes32 salt) internal pure returns (bytes32) {
        // What abi.encode writes, into memory that is not kept.
        bytes32 hash;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, task)
            mstore(add(free, 0x20), and(seat, 0xffff))
            mstore(add(free, 0x40), output)
            mstore(add(free, 0x60), salt)
            hash := keccak256(free, 0x80)
        }
        return hash;
    }
}
