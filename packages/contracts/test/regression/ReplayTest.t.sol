// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Acknowledgement,
    Contradiction,
    LateVote,
    Settlement,
    SignedOrder,
    Terms,
    Vote
} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Words that were signed for another contract, another chain, another task, or by another key.
contract ReplayTest is TaskSteps {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    uint256 private constant PAYER_KEY = 77;
    uint256 private constant FORK = 31_338;

    function otherContract() private returns (IConsensus) {
        return deploy(p);
    }

    /// @dev What a key signed where the chain has another id.
    function signedOnFork(address signer, bytes memory view_) private returns (bytes32 r, bytes32 vs) {
        vm.chainId(FORK);
        (bool done, bytes memory answer) = address(consensus).staticcall(view_);
        assertTrue(done, "a digest");
        vm.chainId(31_337);
        (r, vs) = vm.signCompact(keyOf(signer), abi.decode(answer, (bytes32)));
    }

    /* VOTES */

    function contradiction() private returns (Contradiction memory c, address signer) {
        Terms memory terms = ask(3);
        Committee committee = settled(terms);
        c = contradictionOf(terms, committee, 1, LIE);
        (, address[] memory signers) = consensus.membersOf(c.task, committee);
        signer = signers[1];
    }

    function refusesContradiction(Contradiction memory c, address signer) private {
        address recovered = recoveredFrom(consensus.voteDigest(c.task, c.output, c.seal), c.r, c.vs);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, c.task, 1, signer, recovered));
        consensus.punish(c);
    }

    function test_vote_of_other_contract_punish() public {
        (Contradiction memory c, address signer) = contradiction();
        bytes32 digest = otherContract().voteDigest(c.task, c.output, c.seal);
        (c.r, c.vs) = vm.signCompact(keyOf(signer), digest);
        refusesContradiction(c, signer);
    }

    function test_vote_of_other_chain_punish() public {
        (Contradiction memory c, address signer) = contradiction();
        (c.r, c.vs) = signedOnFork(signer, abi.encodeCall(consensus.voteDigest, (c.task, c.output, c.seal)));
        refusesContradiction(c, signer);
    }

    function test_vote_of_other_chain_settle() public {
        Terms memory terms = ask(3);
        (,, address[] memory signers) = consensus.committeeOf(terms);
        Settlement memory s = settlementOf(terms, TRUTH);
        (TaskId task, bytes32 seal) = (idOf(terms), sealedBy(terms, outputsOf(3, TRUTH)));
        (s.votes[1].r, s.votes[1].vs) =
            signedOnFork(signers[1], abi.encodeCall(consensus.voteDigest, (task, TRUTH, seal)));
        address recovered = recoveredFrom(consensus.voteDigest(task, TRUTH, seal), s.votes[1].r, s.votes[1].vs);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, task, 1, signers[1], recovered));
        consensus.settle(s);
    }

    /// @dev After a fork the task itself is unknown on the other side.
    function test_task_of_other_chain() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.chainId(FORK);
        TaskId task = consensus.taskId(terms.requester, terms.order);
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, task));
        consensus.settle(s);
        vm.chainId(31_337);
    }

    /// @dev A late vote is no contradiction under its own seal, and a contradiction is no late vote.
    function test_vote_under_another_seal_is_not_added() public {
        Terms memory terms = ask(7);
        Committee committee = settledBy(terms, outputsOf(7, TRUTH), all(5));
        LateVote memory v = lateVoteOf(terms, committee, outputsOf(7, TRUTH), 6);
        (, address[] memory signers) = consensus.membersOf(v.task, committee);
        Vote memory vote = signVote(v.task, 6, signers[6], TRUTH, keccak256("another seal"));
        (v.vote.r, v.vote.vs) = (vote.r, vote.vs);
        bytes32 seal = SealLib.sealOf(v.commitments);
        address recovered = recoveredFrom(consensus.voteDigest(v.task, TRUTH, seal), vote.r, vote.vs);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, v.task, 6, signers[6], recovered));
        consensus.addVote(v);
    }

    /* ACKNOWLEDGEMENTS */

    function test_acknowledgement_of_other_chain() public {
        Terms memory terms = ask(3);
        (TaskId task, uint16[] memory seats) = (idOf(terms), seatsOf(terms));
        (,, address[] memory signers) = consensus.committeeOf(terms);
        bytes32[] memory commitments = commitmentsOf(task, seats, outputsOf(3, TRUTH));
        Acknowledgement[] memory a = acknowledgementsOf(terms, commitments, 3);
        bytes32 seal = SealLib.sealOf(commitments);
        (a[0].r, a[0].vs) = signedOnFork(signers[0], abi.encodeCall(consensus.acknowledgementDigest, (task, seal)));
        address recovered = recoveredFrom(consensus.acknowledgementDigest(task, seal), a[0].r, a[0].vs);
        expectError(
            abi.encodeWithSelector(IConsensusErrors.InvalidAcknowledgement.selector, task, 0, signers[0], recovered)
        );
        consensus.convene(terms, commitments, a);
    }

    /* KEYS */

    function test_signer_of_other_chain() public {
        address signer = newSigner(900);
        (address owner, bytes32 digest) = (holderOf(1), consensus.signerDigest(1));
        (bytes32 r, bytes32 vs) = signedOnFork(signer, abi.encodeCall(consensus.signerDigest, (1)));
        address recovered = recoveredFrom(digest, r, vs);
        vm.prank(owner);
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidSigner.selector, signer, recovered));
        consensus.setSigner(1, signer, r, vs);
    }

    /* ORDERS */

    function signedOrder() private returns (SignedOrder memory signed) {
        address payer = vm.addr(PAYER_KEY);
        payingPrank(STRANGER, p.bond);
        consensus.deposit{value: valueOf(p.bond)}(payer, p.bond);
        signed = SignedOrder(orderOf(3), payer, address(0), 0, type(uint64).max, "");
    }

    function test_order_of_other_contract() public {
        SignedOrder memory signed = signedOrder();
        refusesOrder(signed, otherContract().orderDigest(signed));
    }

    function test_order_of_other_chain() public {
        SignedOrder memory signed = signedOrder();
        vm.chainId(FORK);
        bytes32 digest = consensus.orderDigest(signed);
        vm.chainId(31_337);
        refusesOrder(signed, digest);
    }

    function refusesOrder(SignedOrder memory signed, bytes32 digest) private {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, digest);
        signed.signature = abi.encodePacked(r, s, v);
        address recovered = ecrecover(consensus.orderDigest(signed), v, r, s);
        refusedWith(signed, recovered);
    }

    function refusedWith(SignedOrder memory signed, address recovered) private {
        SignedOrder[] memory orders = new SignedOrder[](1);
        orders[0] = signed;
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.InvalidOrderSignature.selector, signed.payer, recovered);
        vm.expectEmit(address(consensus));
        emit IOrders.OrderRefused(0, signed.payer, reason);
        consensus.submitOrders(orders);
        assertEq(consensus.credit(signed.payer), p.bond, "nothing was paid");
    }

    /* FORGERIES */

    /// @dev Every ECDSA signature has a second one, that anybody can compute: it is refused, so a vote has one form.
    function test_high_s_order() public {
        SignedOrder memory signed = signedOrder();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, consensus.orderDigest(signed));
        signed.signature = abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        refusedWith(signed, address(0));
    }

    /// @dev In the compact form the highest bit is the parity: the other one is somebody else's signature.
    function test_other_parity() public {
        (Contradiction memory c, address signer) = contradiction();
        c.vs = c.vs ^ bytes32(uint256(1) << 255);
        refusesContradiction(c, signer);
    }

    /// @dev What recovers nobody is nobody's vote, even where a slot was freed.
    function test_zero_address_recover() public {
        (Contradiction memory c, address signer) = contradiction();
        (c.r, c.vs) = (bytes32(0), bytes32(0));
        expectError(abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, c.task, 1, signer, address(0)));
        consensus.punish(c);
    }
}
