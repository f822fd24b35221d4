// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, SignedOrder} from "../interfaces/ConsensusTypes.sol";
import {Digest} from "../types/Digest.sol";
import {TaskId} from "../types/TaskId.sol";

/// @title DigestLib
/// @notice What is signed: EIP-712's hashStruct of each.
library DigestLib {
    bytes32 internal constant VOTE = keccak256("Vote(bytes32 task,bytes32 output,bytes32 seal)");
    bytes32 internal constant ACKNOWLEDGEMENT = keccak256("Acknowledgement(bytes32 task,bytes32 seal)");
    bytes32 internal constant SIGNER = keccak256("Signer(uint16 seat,address owner,uint256 epoch)");
    bytes32 internal constant ORDER = keccak256(
        "Order(bytes32 model,address author,uint16 authorBps,bytes32 prompt,uint8 committeeSize,uint64 share,uint32 roundTip,uint16 minimumPlaces,uint8 seed,uint64 nonce,address payer,address submitter,uint64 tip,uint64 deadline)"
    );

    function vote(TaskId task, Digest output, bytes32 seal) internal pure returns (bytes32) {
        return keccak256(abi.encode(VOTE, task, output, seal));
    }

    function acknowledgement(TaskId task, bytes32 seal) internal pure returns (bytes32) {
        return keccak256(abi.encode(ACKNOWLEDGEMENT, task, seal));
    }

    function signer(uint16 seat, address owner, uint256 epoch) internal pure returns (bytes32) {
        return keccak256(abi.encode(SIGNER, seat, owner, epoch));
    }

    function order(SignedOrder calldata signed) internal pure returns (bytes32) {
        Order calldata o = signed.order;
        return keccak256(abi.encode(ORDER, o, signed.payer, signed.submitter, signed.tip, signed.deadline));
    }
}
