// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice A vote, sealed or signed, means something for one member of one task of one contract on one chain.
contract ReplayTest is AttackTest {
    function test_vote_of_other_task() public {
        bytes32 first = sealedTask(3);
        bytes32 second = sealedTask(3);
        revertsAs(second, commitmentFor(first, 0, TRUTH), saltOf(first, 0));
    }

    function test_vote_of_other_contract() public {
        bytes32 here = sealedTask(3);
        bytes32 commitment = commitmentFor(here, 0, TRUTH);
        consensus = deploy(p);
        for (uint256 i; i < SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 there = sealedTask(3);
        assertNotEq(there, here, "another contract, another task");
        revertsAs(there, commitment, saltOf(here, 0));
    }

    /// @dev A fork: the same contract, the same nonce, the same input, and only the chain's id differs.
    function test_vote_of_other_chain() public {
        uint256 snapshot = vm.snapshotState();
        bytes32 here = sealedTask(3);
        bytes32 commitment = commitmentFor(here, 0, TRUTH);
        vm.revertToState(snapshot);
        vm.chainId(424242);
        bytes32 there = sealedTask(3);
        assertNotEq(there, here, "another chain, another task");
        revertsAs(there, commitment, saltOf(here, 0));
    }

    /// @dev Everything but the task is the same, to the committee.
    function test_vote_of_other_task_signed() public {
        bytes32 task = sealedTask(3);
        bytes32 other = addTask(3, minimumFee(3));
        Settlement memory s = settlementOf(task, TRUTH);
        (, address[] memory signers) = consensus.committee(task);
        bytes32 seal = consensus.sealOf(commitmentsFor(task, outputsOf(3, TRUTH)));
        for (uint8 member; member < 3; ++member) {
            s.votes[member] = signedVote(task, member, signers[member], consensus.voteDigest(other, TRUTH, seal));
        }
        refuses(s);
    }

    /// @dev The other contract has the same task, by its id, too: a signature names the contract it was made for.
    function test_vote_of_other_contract_signed() public {
        bytes32 task = sealedTask(3);
        IConsensus here = consensus;
        IConsensus twin = deploy(p);
        Settlement memory s = settlementOf(task, TRUTH);
        (, address[] memory signers) = here.committee(task);
        bytes32 seal = here.sealOf(commitmentsFor(task, outputsOf(3, TRUTH)));
        for (uint8 member; member < 3; ++member) {
            s.votes[member] = signedVote(task, member, signers[member], twin.voteDigest(task, TRUTH, seal));
        }
        refuses(s);
    }

    /// @dev A fork: task, committee and signatures are from before it, and so they count on the old chain alone.
    function test_vote_of_other_chain_signed() public {
        bytes32 task = sealedTask(3);
        Settlement memory s = settlementOf(task, TRUTH);
        Contradiction memory c = contradiction(task, 0, LIE);
        uint256 chainId = block.chainid;
        vm.chainId(424242);
        refuses(s);
        consensus.settle(settlementOf(task, TRUTH));
        address by = recovered(consensus.voteDigest(task, LIE, c.seal), Vote(0, c.r, c.vs));
        address signer = signerAt(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.InvalidVote.selector, task, 0, signer, by));
        consensus.punish(c);
        vm.chainId(chainId);
        consensus.punish(c);
    }

    /// @dev A member's own vote, with the seal of another task.
    function test_vote_of_other_seal_signed(bytes32 seal) public {
        bytes32 task = sealedTask(3);
        Settlement memory s = settlementOf(task, TRUTH);
        vm.assume(seal != consensus.sealOf(commitmentsFor(task, outputsOf(3, TRUTH))));
        s.votes[1] = signedVote(task, 1, TRUTH, seal);
        refuses(s);
    }

    /// @dev The commitment was made elsewhere; its opening does not fit here.
    function revertsAs(bytes32 task, bytes32 commitment, bytes32 salt) private {
        address signer = signerAt(task, 0);
        vm.prank(signer);
        consensus.commit(task, 0, commitment);
        commitAll(task, 1, 3, TRUTH);
        bytes32 opened = consensus.commitmentOf(task, seatAt(task, 0), TRUTH, salt);
        expectError(abi.encodeWithSelector(IConsensus.WrongOpening.selector, task, 0, commitment, opened));
        consensus.reveal(task, 0, TRUTH, salt);
    }
}
