// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title VoteLib
/// @notice What a member signs.
library VoteLib {
    bytes32 internal constant VOTE_TYPEHASH = keccak256("Vote(bytes32 task,bytes32 output,bytes32 seal)");

    /// @notice EIP-712's hashStruct of a vote.
    function structHash(bytes32 task, bytes32 output, bytes32 seal) internal pure returns (bytes32) {
        return keccak256(abi.encode(VOTE_TYPEHASH, task, output, seal));
    }
}
