// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, State, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {AttackTest} from "./AttackTest.sol";

/// @notice Signatures that are none.
contract ForgeryTest is AttackTest {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant PARITY = 1 << 255;
    uint8 private constant SIZE = 5;

    bytes32 private task;

    function setUp() public override {
        super.setUp();
        task = sealedTask(SIZE);
    }

    function test_forged_signature(uint256 who, bytes32 r, bytes32 vs) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        isRefused(member, r, vs);
    }

    /// @dev Signed by everybody but the member: its owner, the requester, another member, a stranger.
    function test_forged_signature_of_another_key(uint256 who, uint256 key) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        key = bound(key, 1, ORDER - 1);
        vm.assume(vm.addr(key) != signerAt(task, member));
        bytes32 seal = consensus.sealOf(commitmentsFor(task, outputsOf(SIZE, TRUTH)));
        (bytes32 r, bytes32 vs) = vm.signCompact(key, consensus.voteDigest(task, TRUTH, seal));
        isRefused(member, r, vs);
    }

    /// @dev (r, n - s) with the other parity is as good for ECDSA. The compact form has no room for such an s.
    function test_high_s(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Vote memory vote = voteOf(member);
        uint256 high = ORDER - (uint256(vote.vs) & ~PARITY);
        isRefused(member, vote.r, bytes32(high));
        isRefused(member, vote.r, bytes32(high | PARITY));
        isRefused(member, vote.r, bytes32(high & ~PARITY));
    }

    /// @dev The few high ones that fit into 255 bits are refused before anybody is recovered.
    function test_high_s_that_fits(uint256 who, uint256 above) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        bytes32 s = bytes32(ORDER / 2 + 1 + bound(above, 0, PARITY - ORDER / 2 - 2));
        Vote memory vote = voteOf(member);
        isBySomebody(member, vote.r, s, address(0));
    }

    function test_v_malleability(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Vote memory vote = voteOf(member);
        isRefused(member, vote.r, bytes32(uint256(vote.vs) ^ PARITY));
    }

    /// @dev What recovers nobody recovers address zero. No member has that.
    function test_zero_address_recover(uint256 who, bytes32 s) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        isBySomebody(member, 0, s, address(0));
        isBySomebody(member, bytes32(ORDER), s, address(0));
        isBySomebody(member, bytes32(type(uint256).max), s, address(0));
        isBySomebody(member, voteOf(member).r, 0, address(0));
    }

    /// @dev A freed slot has signer zero. As long as a signature is asked for, no member's slot can be free.
    function test_zero_address_recover_of_a_freed_slot() public {
        p.appealWindow = 1;
        p.exitNotice = 1;
        p.unbondingPeriod = 2 * (p.commitWindow + p.revealWindow + p.proofWindow) + 1;
        redeploy(SIZE);
        task = addTask(SIZE, minimumFee(SIZE));
        for (uint16 seat; seat < SIZE; ++seat) {
            exit(seat);
        }
        nextBlock();
        settleAsRequester(settlementOf(task, outputsOf(SIZE, TRUTH), 15));
        uint256 diedAt = deadAt(task);
        uint256 freeAt = uint256(consensus.getSeat(0).to) + p.unbondingPeriod;
        assertGt(freeAt, diedAt, "locked longer than the task lives");
        vm.warp(freeAt);
        for (uint16 seat; seat < SIZE; ++seat) {
            withdrawSeat(seat);
        }
        assertEq(signerAt(task, 4), address(0), "nobody's");
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        consensus.punish(Contradiction(task, 4, LIE, 0, 0, 0));
    }

    /// @dev The same in a contradiction.
    function test_forged_contradiction(uint256 who, bytes32 r, bytes32 vs) public {
        settleAsRequester(settlementOf(task, outputsOf(SIZE, TRUTH), 15));
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        bytes32 digest = consensus.voteDigest(task, LIE, bytes32(0));
        address by = lowOnly(digest, Vote(0, r, vs));
        address signer = signerAt(task, member);
        expectError(abi.encodeWithSelector(IConsensus.InvalidVote.selector, task, member, signer, by));
        consensus.punish(Contradiction(task, member, LIE, 0, r, vs));
        assertEq(consensus.getTask(task).punished, 0, "nobody");
    }

    function voteOf(uint8 member) private view returns (Vote memory) {
        return settlementOf(task, TRUTH).votes[member];
    }

    function isRefused(uint8 member, bytes32 r, bytes32 vs) private {
        bytes32 seal = consensus.sealOf(commitmentsFor(task, outputsOf(SIZE, TRUTH)));
        isBySomebody(member, r, vs, lowOnly(consensus.voteDigest(task, TRUTH, seal), Vote(0, r, vs)));
    }

    /// @dev The member's vote with this signature recovers the account, and is refused for it.
    function isBySomebody(uint8 member, bytes32 r, bytes32 vs, address by) private {
        Settlement memory s = settlementOf(task, TRUTH);
        (s.votes[member].r, s.votes[member].vs) = (r, vs);
        address signer = signerAt(task, member);
        expectError(abi.encodeWithSelector(IConsensus.InvalidVote.selector, task, member, signer, by));
        consensus.settle(s);
        assertState(task, State.Open);
    }

    /// @dev Whom a signature is by, high ones being nobody's.
    function lowOnly(bytes32 digest, Vote memory vote) private pure returns (address) {
        return uint256(vote.vs) & ~PARITY > ORDER / 2 ? address(0) : recovered(digest, vote);
    }
}
