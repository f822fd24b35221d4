// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice A sealed vote means something for one member of one task of one contract on one chain.
contract ReplayTest is BaseTest {
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
