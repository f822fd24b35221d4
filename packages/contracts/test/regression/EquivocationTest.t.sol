// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, State, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Signing two things, and what can be made of such a signature.
contract EquivocationTest is BaseTest {
    uint8 private constant SIZE = 7;
    uint16 private constant QUORUM = 31;
    bytes32 private task;
    uint64 private nonce;

    function setUp() public override {
        super.setUp();
        nonce = nextNonce;
        task = sealedTask(SIZE);
    }

    /* PUNISH */

    /// @dev A winner's vote is no proof against it: neither the one that counted nor another for the same output.
    function test_punish_winner(uint256 who, bytes32 seal) public {
        settleQuorum(TRUTH);
        uint8 member = uint8(bound(who, 0, 4));
        Contradiction memory c = contradiction(task, member, TRUTH);
        c.seal = seal;
        expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, member));
        consensus.punish(c);
        c = contradiction(task, member, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, member));
        consensus.punish(c);
    }

    function test_punish_twice(bytes32 other) public {
        vm.assume(other != 0 && other != TRUTH && other != UNAVAILABLE);
        settleQuorum(TRUTH);
        consensus.punish(contradiction(task, 6, LIE));
        uint96 left = balanceOf(seatAt(task, 6));
        Contradiction memory c = contradiction(task, 6, other);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyPunished.selector, task, 6));
        consensus.punish(c);
        assertEq(balanceOf(seatAt(task, 6)), left, "slashed once");
    }

    function test_punish_late() public {
        settleQuorum(TRUTH);
        Contradiction memory c = contradiction(task, 6, LIE);
        uint256 diedAt = deadAt(task);
        vm.warp(diedAt);
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        consensus.punish(c);
        vm.warp(diedAt - 1);
        consensus.punish(c);
    }

    /// @dev A signature for one task is none for another, even of the same member's.
    function test_punish_other_task() public {
        settleQuorum(TRUTH);
        for (uint256 tries; tries < 50; ++tries) {
            bytes32 other = settledTask(SIZE, minimumFee(SIZE));
            for (uint8 member; member < SIZE; ++member) {
                if (seatAt(other, member) == seatAt(task, 6)) return signatureDoesNotFit(other, member);
            }
        }
        assertTrue(false, "never drawn again");
    }

    function signatureDoesNotFit(bytes32 other, uint8 member) private {
        Contradiction memory c = contradiction(task, 6, LIE);
        (c.task, c.member) = (other, member);
        bytes32 digest = consensus.voteDigest(other, LIE, c.seal);
        address by = recovered(digest, Vote(0, c.r, c.vs));
        address signer = signerAt(other, member);
        expectError(abi.encodeWithSelector(IConsensus.InvalidVote.selector, other, member, signer, by));
        consensus.punish(c);
    }

    /* NO DOUBLE JEOPARDY */

    /// @dev Slashed by lane 2 for what it revealed or withheld; its signed vote costs nothing on top.
    function test_no_double_jeopardy_of_lane_two_then_a_signature(bool withheld) public {
        commitAll(task, 0, 6, TRUTH);
        commit(task, 6, LIE);
        revealAll(task, 0, 6, TRUTH);
        if (withheld) {
            vm.warp(revealEnd(task));
            consensus.finalize(task);
        } else {
            reveal(task, 6, LIE);
        }
        isSlashedOnce();
    }

    /// @dev Slashed by a settlement; the same or another signature costs nothing on top.
    function test_no_double_jeopardy_of_a_settlement_then_a_signature() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[6] = LIE;
        consensus.settle(settlementOf(task, outputs));
        isSlashedOnce();
    }

    /// @dev Slashed for a signature; lane 2, where it lied as well, is over.
    function test_no_double_jeopardy_of_a_signature_then_lane_two() public {
        commit(task, 6, LIE);
        settleQuorum(TRUTH);
        consensus.punish(contradiction(task, 6, LIE));
        vm.warp(commitEnd(task));
        bytes32 salt = saltOf(task, 6);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        consensus.reveal(task, 6, LIE, salt);
        vm.warp(revealEnd(task));
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        consensus.finalize(task);
        isSlashedOnce();
    }

    function isSlashedOnce() private {
        uint16 seat = seatAt(task, 6);
        assertEq(balanceOf(seat), p.bond - hardSlash(), "once");
        Contradiction memory c = contradiction(task, 6, keccak256("another lie"));
        expectError(abi.encodeWithSelector(IConsensus.AlreadyPunished.selector, task, 6));
        consensus.punish(c);
        assertEq(balanceOf(seat), p.bond - hardSlash(), "and not again");
    }

    /* NO SHIELD */

    /// @dev Who signed a lie and `UNAVAILABLE` cannot report itself for the cheap one first.
    function test_unavailable_is_no_shield_against_a_lie(uint256 who) public {
        settleQuorum(TRUTH);
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        uint96 before = balanceOf(seatAt(task, member));
        Contradiction memory c = contradiction(task, member, UNAVAILABLE);
        expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, member));
        consensus.punish(c);
        consensus.punish(contradiction(task, member, LIE));
        assertEq(before - balanceOf(seatAt(task, member)), hardSlash(), "as if it had not tried");
    }

    /// @dev Who signed a lie off-chain and has its cheap vote brought to the settlement.
    function test_a_lost_unavailable_is_no_shield_against_a_lie() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[6] = UNAVAILABLE;
        consensus.settle(settlementOf(task, outputs));
        consensus.punish(contradiction(task, 6, LIE));
        assertEq(balanceOf(seatAt(task, 6)), p.bond - hardSlash(), "as if it had lied openly");
    }

    /// @dev Who signed a lie off-chain and stays away from lane 2.
    function test_absence_is_no_shield_against_a_lie() public {
        commitAll(task, 0, 6, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 6, TRUTH);
        consensus.punish(contradiction(task, 6, LIE));
        assertEq(balanceOf(seatAt(task, 6)), p.bond - hardSlash(), "as if it had lied openly");
    }

    /// @dev The rest is paid once: the same or another lie costs nothing on top.
    function test_no_double_jeopardy_of_a_light_slash_then_signatures(bool absent) public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[6] = UNAVAILABLE;
        if (!absent) {
            consensus.settle(settlementOf(task, outputs));
        } else {
            commitAll(task, 0, 6, TRUTH);
            vm.warp(commitEnd(task));
            revealAll(task, 0, 6, TRUTH);
        }
        consensus.punish(contradiction(task, 6, LIE));
        isSlashedOnce();
    }

    /// @dev A winner of lane 1 that had said `UNAVAILABLE` in lane 2, and signed a lie as well: each lie it signed
    /// would cost it again, and pay a bounty again.
    function test_no_double_jeopardy_of_a_winner_that_revealed_unavailable() public {
        commit(task, 0, UNAVAILABLE);
        commitAll(task, 1, 6, TRUTH);
        vm.warp(commitEnd(task));
        reveal(task, 0, UNAVAILABLE);
        settleQuorum(TRUTH);
        winnerIsSlashedOnce();
    }

    /// @dev The same with the word itself for a commitment, never opened.
    function test_no_double_jeopardy_of_a_winner_that_committed_the_word_unavailable() public {
        address signer = signerAt(task, 0);
        vm.prank(signer);
        consensus.commit(task, 0, UNAVAILABLE);
        settleQuorum(TRUTH);
        winnerIsSlashedOnce();
    }

    /// @dev And of a member that withheld it in lane 2: it was slashed in full for that.
    function test_no_double_jeopardy_of_the_word_unavailable_withheld() public {
        commitAll(task, 0, 6, TRUTH);
        address signer = signerAt(task, 6);
        vm.prank(signer);
        consensus.commit(task, 6, UNAVAILABLE);
        revealAll(task, 0, 6, TRUTH);
        vm.warp(revealEnd(task));
        consensus.finalize(task);
        isSlashedOnce();
    }

    function winnerIsSlashedOnce() private {
        uint16 seat = seatAt(task, 0);
        uint96 before = balanceOf(seat);
        consensus.punish(contradiction(task, 0, LIE));
        assertEq(before - balanceOf(seat), hardSlash(), "once");
        Contradiction memory c = contradiction(task, 0, LIE);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyPunished.selector, task, 0));
        consensus.punish(c);
    }

    /// @dev A quorum lied; before the appeal is decided, its members have themselves punished for the truth.
    function test_a_punished_winner_does_not_escape_an_overturn() public {
        settleQuorum(LIE);
        bytes32 appealTask = appeal(task, nonce);
        nextBlock();
        for (uint8 member; member < 5; ++member) {
            consensus.punish(contradiction(task, member, TRUTH));
        }
        consensus.settle(settlementOf(appealTask, TRUTH));
        consensus.overturn(task);
        for (uint8 member; member < 5; ++member) {
            uint16 seat = seatAt(task, member);
            uint96 income = shareOf(minimumFee(SIZE), 5) + (isIn(appealTask, seat) ? shareOf(minimumFee(15), 15) : 0);
            assertLe(balanceOf(seat), income, "the whole bond, and nothing back");
        }
    }

    /* HELPERS */

    function settleQuorum(bytes32 output) private {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, output), QUORUM);
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    function isIn(bytes32 other, uint16 seat) private view returns (bool) {
        (uint16[] memory seats,) = consensus.committee(other);
        for (uint256 member; member < seats.length; ++member) {
            if (seats[member] == seat) return true;
        }
        return false;
    }
}
