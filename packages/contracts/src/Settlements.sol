// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Choice, Contradiction, Settlement, State, Vote} from "./interfaces/ConsensusTypes.sol";
import {IConsensus} from "./interfaces/IConsensus.sol";
import {BitmapLib} from "./libraries/BitmapLib.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {RewardLib} from "./libraries/RewardLib.sol";
import {SealLib} from "./libraries/SealLib.sol";
import {VoteLib} from "./libraries/VoteLib.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Settlements
/// @notice Lane 1: sealed and signed votes, exchanged off-chain, decide a task in one transaction.
abstract contract Settlements is Verdicts, EIP712("AIChain Consensus", "1") {
    using BitmapLib for uint16;

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function settle(Settlement calldata settlement) external {
        _settle(settlement, _open(settlement.task));
    }

    /// @inheritdoc IConsensus
    function settleMany(Settlement[] calldata settlements) external {
        for (uint256 i; i < settlements.length; ++i) {
            StoredTask storage t = _known(settlements[i].task);
            if (t.state == State.Open) _settle(settlements[i], t);
        }
    }

    /// @inheritdoc IConsensus
    function punish(Contradiction calldata c) external {
        StoredTask storage t = _decided(c.task);
        _checkAlive(c.task, t);
        if (c.member >= t.committeeSize) revert MemberUnknown(c.task, c.member);
        if (c.output == 0) revert EmptyDigest();
        if (c.output == t.requesterOrOutput) revert NoContradiction(c.task, c.member);
        if (t.punished.has(c.member)) revert AlreadyPunished(c.task, c.member);
        uint16 seat = CommitteeLib.seatAt(_committee(c.task, t), c.member);
        _checkSignature(c.task, c.member, seat, voteDigest(c.task, c.output, c.seal), c.r, c.vs);
        t.punished |= BitmapLib.bit(c.member);
        if (!t.winners.has(c.member)) _ballots[c.task][c.member] = c.output;
        uint96 slashed = _slash(c.task, seat, _penaltyOf(t, c.output));
        uint96 bounty = RewardLib.bounty(slashed, t.fee, t.committeeSize);
        _oweSink(slashed - bounty);
        _credit(msg.sender, bounty);
        emit Punished(c.task, c.member, c.output, msg.sender, bounty);
    }

    /* VIEWS */

    /// @inheritdoc IConsensus
    function sealOf(bytes32[] calldata commitments) external pure returns (bytes32) {
        return SealLib.sealOf(commitments);
    }

    /// @inheritdoc IConsensus
    function voteDigest(bytes32 task, bytes32 output, bytes32 seal) public view returns (bytes32) {
        return _hashTypedDataV4(VoteLib.structHash(task, output, seal));
    }

    /* SETTLEMENT */

    /// @dev Counts every vote that was brought and closes the task by what the quorum says.
    function _settle(Settlement calldata s, StoredTask storage t) private {
        (bytes32 task, uint256 size, Choice[] calldata choices) = (s.task, t.committeeSize, s.choices);
        _checkAlive(task, t);
        uint16 voters = _votersOf(task, choices);
        _checkComplete(s, voters, size);
        uint256 members = s.absent.length == 0 ? _committee(task, t) : _committeeOfSome(task, t, s.votes.length);
        bytes32 seal = _sealOf(s, choices, members, size);
        (bytes32 output, uint16 winners) = _mostPopular(task, choices, size);
        _checkVotes(task, choices, s.votes, members, size, seal);
        (t.committed, t.revealed) = (t.committed | voters, t.revealed | voters);
        if (output == UNAVAILABLE) return _refund(task, t);
        if (winners != voters) _punishWrong(task, t, members, _outputsOf(choices, size), winners);
        _decide(task, t, members, output, winners);
    }

    /// @dev Nobody votes twice, and no output stands twice: who gave the agreed output must not count as another.
    function _votersOf(bytes32 task, Choice[] calldata choices) private pure returns (uint16 voters) {
        for (uint256 i; i < choices.length; ++i) {
            (bytes32 output, uint16 its) = (choices[i].output, choices[i].voters);
            if (output == 0) revert EmptyDigest();
            if (voters & its != 0) revert MalformedSettlement(task);
            voters |= its;
            for (uint256 j; j < i; ++j) {
                if (output == choices[j].output) revert MalformedSettlement(task);
            }
        }
    }

    /// @dev One vote or one commitment for each member.
    function _checkComplete(Settlement calldata s, uint16 voters, uint256 size) private pure {
        uint256 votes = s.votes.length;
        bool complete = voters <= BitmapLib.all(size) && voters.count() == votes && votes + s.absent.length == size;
        if (!complete) revert MalformedSettlement(s.task);
    }

    /// @dev Without the votes of all, contradicting ones may turn up: the committee is written down for `punish`.
    function _committeeOfSome(bytes32 task, StoredTask storage t, uint256 votes) private returns (uint256 members) {
        uint256 until = uint256(t.addedAt) + EXCLUSIVE_WINDOW;
        bool exclusive = block.timestamp < until && msg.sender != _requester(t);
        if (exclusive) revert VotesMissing(task, votes, t.committeeSize, until);
        members = _drawn[task];
        if (members == 0) members = _draw(task, t);
    }

    /// @dev The hash of what everybody committed to, as far as votes open it.
    function _sealOf(Settlement calldata s, Choice[] calldata choices, uint256 members, uint256 size)
        private
        pure
        returns (bytes32)
    {
        bytes32[] memory commitments = new bytes32[](size);
        (bytes32 task, Vote[] calldata votes) = (s.task, s.votes);
        uint256 vote;
        for (uint256 i; i < choices.length; ++i) {
            (bytes32 output, uint16 voters) = (choices[i].output, choices[i].voters);
            for (uint256 member; member < size; ++member) {
                if (!voters.has(member)) continue;
                bytes32 salt = votes[vote++].salt;
                commitments[member] = commitmentOf(task, CommitteeLib.seatAt(members, member), output, salt);
            }
        }
        _fill(commitments, s.absent);
        return SealLib.sealOf(commitments);
    }

    /// @dev Puts what others committed to in the places that are left.
    function _fill(bytes32[] memory commitments, bytes32[] calldata absent) private pure {
        uint256 filled;
        for (uint256 member; filled < absent.length; ++member) {
            if (commitments[member] == 0) commitments[member] = absent[filled++];
        }
    }

    /// @dev The quorum is more than half of the committee: no two outputs have it.
    function _mostPopular(bytes32 task, Choice[] calldata choices, uint256 size)
        private
        pure
        returns (bytes32 output, uint16 winners)
    {
        uint256 required = QuorumLib.quorum(size);
        for (uint256 i; i < choices.length; ++i) {
            winners = choices[i].voters;
            if (winners.count() >= required) return (choices[i].output, winners);
        }
        revert NoQuorum(task, required);
    }

    /// @dev Each vote must be signed by its seat, for its output and the one seal.
    function _checkVotes(
        bytes32 task,
        Choice[] calldata choices,
        Vote[] calldata votes,
        uint256 members,
        uint256 size,
        bytes32 seal
    ) private view {
        uint256 vote;
        for (uint256 i; i < choices.length; ++i) {
            bytes32 digest = voteDigest(task, choices[i].output, seal);
            uint16 voters = choices[i].voters;
            for (uint256 member; member < size; ++member) {
                if (!voters.has(member)) continue;
                (bytes32 r, bytes32 vs) = (votes[vote].r, votes[vote].vs);
                _checkSignature(task, member, CommitteeLib.seatAt(members, member), digest, r, vs);
                ++vote;
            }
        }
    }

    /// @dev Zero for a member whose vote was not brought.
    function _outputsOf(Choice[] calldata choices, uint256 size) private pure returns (bytes32[] memory outputs) {
        outputs = new bytes32[](size);
        for (uint256 i; i < choices.length; ++i) {
            for (uint256 member; member < size; ++member) {
                if (choices[i].voters.has(member)) outputs[member] = choices[i].output;
            }
        }
    }

    function _checkAlive(bytes32 task, StoredTask storage t) private view {
        uint256 deadAt = _deadAt(t);
        if (block.timestamp >= deadAt) revert TaskDead(task, deadAt);
    }

    /// @dev A signature that recovers nobody recovers address zero, which no seat has.
    function _checkSignature(bytes32 task, uint256 member, uint16 seat, bytes32 digest, bytes32 r, bytes32 vs)
        private
        view
    {
        address signer = _seats[seat].signer;
        (address recovered,,) = ECDSA.tryRecover(digest, r, vs);
        if (recovered != signer) revert InvalidVote(task, uint8(member), signer, recovered);
    }
}
