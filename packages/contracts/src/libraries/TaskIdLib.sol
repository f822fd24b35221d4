// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title TaskIdLib
/// @notice What makes a task the one it is.
library TaskIdLib {
    /// @notice Binds chain and contract, so that no vote for a task means anything elsewhere, and the whole input.
    function taskId(
        address consensus,
        address requester,
        uint64 nonce,
        bytes32 model,
        bytes32 prompt,
        uint8 committeeSize
    ) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, consensus, requester, nonce, model, prompt, committeeSize));
    }
}
