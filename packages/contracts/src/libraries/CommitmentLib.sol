// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title CommitmentLib
/// @notice A sealed vote.
library CommitmentLib {
    /// @notice Binds the seat: whoever copies a commitment cannot open it as its own.
    function commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(task, seat, output, salt));
    }
}
