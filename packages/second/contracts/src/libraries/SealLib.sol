// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title SealLib
/// @notice What binds the votes of a committee together.
library SealLib {
    /// @notice The hash of all commitments in the order of the members, 32 bytes each; zero for a member that sealed
    /// nothing.
    /// @dev Every vote names it. So a vote counts only if its commitment was in the seal when the first of the others
    /// was signed: before any output was known.
    function sealOf(bytes32[] memory commitments) internal pure returns (bytes32 seal) {
        // keccak256(abi.encodePacked(commitments)), without copying them first.
        assembly ("memory-safe") {
            seal := keccak256(add(commitments, 0x20), mul(mload(commitments), 0x20))
        }
    }
}
