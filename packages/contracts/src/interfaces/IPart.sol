// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IPart
/// @notice Code that the consensus contract runs as its own, on its own storage.
interface IPart {
    /// @notice keccak256(abi.encode(parameters)): what the part was deployed with.
    function parametersHash() external view returns (bytes32);
}
