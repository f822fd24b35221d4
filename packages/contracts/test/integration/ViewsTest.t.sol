// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Seat, Settlement, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract ViewsTest is BaseTest {
    function test_getTask_isEmptyForAnUnknownTask(bytes32 unknown) public view {
        Task memory none;
        assertEq(abi.encode(consensus.getTask(unknown)), abi.encode(none), "task");
    }

    function test_getSeat_isEmptyForASlotThatNobodyHolds(uint16 seat) public view {
        vm.assume(seat >= SEATS);
        Seat memory none;
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(none), "seat");
    }

    function test_seatOf(address signer) public view {
        for (uint16 i; i < SEATS; ++i) {
            vm.assume(signer != signerOf(i));
            (bool held, uint16 seat) = consensus.seatOf(signerOf(i));
            assertEq(held, true, "held");
            assertEq(seat, i, "seat");
        }
        (bool others, uint16 none) = consensus.seatOf(signer);
        assertEq(others, false, "held");
        assertEq(none, 0, "seat");
    }

    function test_committee_tellsSeatsAndTheirSigners(uint256 size, bytes32 blockHash) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        vm.assume(blockHash != 0);
        vm.setBlockhash(block.number - 1, blockHash);
        (uint16[] memory seats, address[] memory signers) = consensus.committee(task);
        assertEq(seats.length, committeeSize, "size");
        for (uint256 i; i < committeeSize; ++i) {
            assertEq(signers[i], signerOf(seats[i]), "signer");
            for (uint256 j; j < i; ++j) {
                assertTrue(seats[i] != seats[j], "distinct");
            }
        }
    }

    function test_committee_revertsForAnUnknownTask(bytes32 task) public {
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, task));
        consensus.committee(task);
    }

    function test_committee_revertsInTheTasksBlock() public {
        bytes32 task = addTask(3, minimumFee(3));
        expectError(abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, block.number));
        consensus.committee(task);
    }

    function test_committee_revertsWhenTheHashIsOutOfReach() public {
        bytes32 task = sealedTask(3);
        uint256 addedIn = block.number - 1;
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        consensus.committee(task);
    }

    function test_committee_revertsWhenTooFewSeatsAreActive() public {
        consensus = deploy(p);
        for (uint256 i; i < 3; ++i) {
            join(i);
        }
        bytes32 task = sealedTask(3);
        expectError(abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, 0, 3));
        consensus.committee(task);
    }

    function test_ballots_followTheVote() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 2, TRUTH);
        bytes32[] memory words = consensus.ballots(task);
        assertEq(words.length, 3, "one word a member");
        assertEq(words[0], commitmentFor(task, 0, TRUTH), "committed");
        assertEq(words[1], commitmentFor(task, 1, TRUTH), "committed");
        assertEq(words[2], 0, "nothing");
        vm.warp(commitEnd(task));
        reveal(task, 0, TRUTH);
        words = consensus.ballots(task);
        assertEq(words[0], TRUTH, "revealed");
        assertEq(words[1], commitmentFor(task, 1, TRUTH), "still committed");
    }

    /// @dev What a settlement brought is told, whoever won; what it did not bring is not.
    function test_ballots_ofASettlement() public {
        bytes32 task = sealedTask(7);
        bytes32[] memory outputs = outputsOf(7, TRUTH);
        outputs[2] = LIE;
        Settlement memory s = settlementOf(task, outputs, 63);
        vm.prank(REQUESTER);
        consensus.settle(s);
        outputs[6] = 0;
        assertEq(abi.encode(consensus.ballots(task)), abi.encode(outputs), "votes");
    }

    /// @dev A member of lane 2 that the settlement left out: as it stood.
    function test_ballots_ofASettlementThatEndedLaneTwo() public {
        bytes32 task = sealedTask(3);
        commit(task, 2, LIE);
        Settlement memory s = settlementOf(task, outputsOf(3, TRUTH), 3);
        vm.prank(REQUESTER);
        consensus.settle(s);
        bytes32[] memory words = consensus.ballots(task);
        assertEq(words[0], TRUTH, "brought");
        assertEq(words[1], TRUTH, "brought");
        assertEq(words[2], commitmentFor(task, 2, LIE), "still sealed");
    }

    function test_ballots_revertsForAnUnknownTask(bytes32 task) public {
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, task));
        consensus.ballots(task);
    }

    function test_taskId(
        uint64 chainId,
        address requester,
        uint64 nonce,
        bytes32 model,
        bytes32 prompt,
        uint8 committeeSize
    ) public {
        vm.assume(chainId != 0);
        vm.chainId(chainId);
        assertEq(
            consensus.taskId(requester, nonce, model, prompt, committeeSize),
            keccak256(abi.encode(chainId, address(consensus), requester, nonce, model, prompt, committeeSize)),
            "id"
        );
    }

    function test_commitmentOf(bytes32 task, uint16 seat, bytes32 output, bytes32 salt) public view {
        assertEq(
            consensus.commitmentOf(task, seat, output, salt),
            keccak256(abi.encode(task, seat, output, salt)),
            "commitment"
        );
    }

    function test_sealOf(bytes32[] memory commitments) public view {
        bytes memory joined;
        for (uint256 i; i < commitments.length; ++i) {
            joined = bytes.concat(joined, commitments[i]);
        }
        assertEq(consensus.sealOf(commitments), keccak256(joined), "seal");
    }

    /// @dev By the letter of EIP-712, for any chain: after a fork the domain is the new chain's.
    function test_voteDigest(uint64 chainId, bytes32 task, bytes32 output, bytes32 seal) public {
        vm.assume(chainId != 0);
        vm.chainId(chainId);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("AIChain Consensus"),
                keccak256("1"),
                uint256(chainId),
                address(consensus)
            )
        );
        bytes32 vote =
            keccak256(abi.encode(keccak256("Vote(bytes32 task,bytes32 output,bytes32 seal)"), task, output, seal));
        bytes32 digest = keccak256(bytes.concat(hex"1901", domain, vote));
        assertEq(consensus.voteDigest(task, output, seal), digest, "digest");
    }

    /// @dev What a wallet asks for before it signs (ERC-5267).
    function test_eip712Domain() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = IERC5267(address(consensus)).eip712Domain();
        assertEq(bytes32(fields), bytes32(hex"0f"), "name, version, chain and contract");
        assertEq(bytes(name), bytes("AIChain Consensus"), "name");
        assertEq(bytes(version), bytes("1"), "version");
        assertEq(chainId, block.chainid, "chain");
        assertEq(verifyingContract, address(consensus), "contract");
        assertEq(salt, 0, "no salt");
        assertEq(extensions.length, 0, "no extensions");
    }

    function test_quorum() public view {
        for (uint8 size = 3; size <= 15; ++size) {
            assertEq(consensus.quorum(size), quorumOf(size), "two thirds, rounded up");
            assertGt(2 * uint256(consensus.quorum(size)), size, "more than half");
        }
    }

    function test_UNAVAILABLE() public view {
        assertEq(consensus.UNAVAILABLE(), keccak256("aichain.output.unavailable"), "reserved output");
    }
}
