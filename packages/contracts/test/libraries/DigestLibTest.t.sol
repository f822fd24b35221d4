// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed, SignedOrder} from "../../src/interfaces/ConsensusTypes.sol";
import {CommitmentLib} from "../../src/libraries/CommitmentLib.sol";
import {DigestLib} from "../../src/libraries/DigestLib.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Test} from "../support/Test.sol";

/// @notice What is signed and sealed, held against EIP-712 and abi.encode, field by field.
contract DigestLibTest is Test {
    function testFuzz_vote(TaskId task, Digest output, bytes32 seal) public pure {
        bytes32 kind = keccak256("Vote(bytes32 task,bytes32 output,bytes32 seal)");
        bytes32 expected = keccak256(abi.encode(kind, TaskId.unwrap(task), Digest.unwrap(output), seal));
        assertEq(DigestLib.vote(task, output, seal), expected, "hashStruct");
    }

    function testFuzz_acknowledgement(TaskId task, bytes32 seal) public pure {
        bytes32 kind = keccak256("Acknowledgement(bytes32 task,bytes32 seal)");
        assertEq(DigestLib.acknowledgement(task, seal), keccak256(abi.encode(kind, task, seal)), "hashStruct");
    }

    function testFuzz_signer(uint16 seat, address owner, uint256 epoch) public pure {
        bytes32 kind = keccak256("Signer(uint16 seat,address owner,uint256 epoch)");
        assertEq(DigestLib.signer(seat, owner, epoch), keccak256(abi.encode(kind, seat, owner, epoch)), "hashStruct");
    }

    /// @dev Flat: the order's fields, then the rest, each a word.
    function testFuzz_order(uint256 dice) public view {
        SignedOrder memory signed = anyOrder(dice);
        Order memory o = signed.order;
        bytes32 kind = keccak256(
            bytes.concat(
                "Order(bytes32 model,address author,uint16 authorBps,bytes32 prompt,uint8 committeeSize,",
                "uint64 share,uint32 roundTip,uint16 minimumPlaces,uint8 seed,uint64 nonce,",
                "address payer,address submitter,uint64 tip,uint64 deadline)"
            )
        );
        bytes memory first = abi.encode(kind, o.model, o.author, o.authorBps, o.prompt, o.committeeSize, o.share);
        bytes memory then = abi.encode(o.roundTip, o.minimumPlaces, uint8(o.seed), o.nonce);
        bytes memory rest = abi.encode(signed.payer, signed.submitter, signed.tip, signed.deadline);
        assertEq(this.orderDigest(signed), keccak256(bytes.concat(first, then, rest)), "hashStruct");
    }

    /// @dev Every bit of every field is either.
    function anyOrder(uint256 dice) private pure returns (SignedOrder memory s) {
        uint256[14] memory words;
        for (uint256 i; i < words.length; ++i) {
            words[i] = uint256(keccak256(abi.encode(dice, i)));
        }
        s.order = Order({
            model: Digest.wrap(bytes32(words[0])),
            author: address(uint160(words[1])),
            authorBps: uint16(words[2]),
            prompt: Digest.wrap(bytes32(words[3])),
            committeeSize: uint8(words[4]),
            share: uint64(words[5]),
            roundTip: uint32(words[6]),
            minimumPlaces: uint16(words[7]),
            seed: Seed(words[8] % 2),
            nonce: uint64(words[9])
        });
        (s.payer, s.submitter) = (address(uint160(words[10])), address(uint160(words[11])));
        (s.tip, s.deadline, s.signature) = (uint64(words[12]), uint64(words[13]), abi.encode(dice));
    }

    function orderDigest(SignedOrder calldata signed) external pure returns (bytes32) {
        return DigestLib.order(signed);
    }

    function testFuzz_commitmentOf(TaskId task, uint16 seat, Digest output, bytes32 salt) public pure {
        bytes32 expected = keccak256(abi.encode(task, seat, output, salt));
        assertEq(CommitmentLib.commitmentOf(task, seat, output, salt), expected, "abi.encode");
    }

    /// @dev Whatever lies above the seat's 16 bits.
    function testFuzz_commitmentOf_takesTheSeatAlone(TaskId task, uint256 dirty, Digest output, bytes32 salt)
        public
        pure
    {
        uint16 seat;
        assembly {
            seat := dirty
        }
        bytes32 expected = keccak256(abi.encode(task, dirty & 0xffff, output, salt));
        assertEq(CommitmentLib.commitmentOf(task, seat, output, salt), expected, "16 bits");
    }

    function testFuzz_sealOf(bytes32[] memory commitments) public pure {
        assertEq(SealLib.sealOf(commitments), keccak256(abi.encodePacked(commitments)), "32 bytes each");
    }
}
