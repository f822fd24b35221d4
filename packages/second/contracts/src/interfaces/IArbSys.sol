// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IArbSys
/// @notice What this project needs of the precompile at address 100 of every Arbitrum chain.
interface IArbSys {
    /// @notice The number of the current block of this chain.
    function arbBlockNumber() external view returns (uint256);

    /// @notice The hash of one of the last 256 blocks of this chain; reverts for any other.
    function arbBlockHash(uint256 blockNumber) external view returns (bytes32);
}
