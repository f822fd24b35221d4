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

    /* TYPES */

    /// @dev What votes are checked against.
    struct Poll {
        bytes32 task;
        uint256 size;
        /// The packed committee.
        uint256 members;
    }

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
        if (!_isLie(c, t)) revert NoContradiction(c.task, c.member);
        uint96 penalty = HARD_SLASH - _slashedBefore(c.task, t, c.member);
        uint16 seat = CommitteeLib.seatAt(_committee(c.task, t), c.member);
        _checkSignature(c.task, c.member, seat, voteDigest(c.task, c.output, c.seal), c.r, c.vs);
        _remember(c, t);
        uint96 slashed = _slash(c.task, seat, penalty);
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

    /* CONTRADICTION */

    /// @dev Who said what an appeal found right was right: after the overturn nobody would repay it.
    function _isLie(Contradiction calldata c, StoredTask storage t) private view returns (bool) {
        return c.output != t.requesterOrOutput && c.output != UNAVAILABLE && c.output != _foundByAppeal(c.task);
    }

    /// @dev A lie costs as much whether it was brought or shown later: who was slashed less before, for absence or an
    /// `UNAVAILABLE` that lost, pays the rest; who was slashed for another lie pays no more.
    function _slashedBefore(bytes32 task, StoredTask storage t, uint8 member) private view returns (uint96) {
        if (!t.punished.has(member)) return 0;
        bool lost = (t.revealed & ~t.winners).has(member) && _ballots[task][member] == UNAVAILABLE;
        if (t.committed.has(member) && !lost) revert AlreadyPunished(task, member);
        return RewardLib.softSlash(t.fee, t.committeeSize);
    }

    /// @dev A winner's vote is the one that won, whatever else it signed.
    function _remember(Contradiction calldata c, StoredTask storage t) private {
        uint16 its = BitmapLib.bit(c.member);
        t.punished |= its;
        if (t.winners.has(c.member)) return;
        (t.committed, t.revealed) = (t.committed | its, t.revealed | its);
        _ballots[c.task][c.member] = c.output;
    }

    /* SETTLEMENT */

    /// @dev Counts every vote that was brought and closes the task by what the quorum says.
    function _settle(Settlement calldata s, StoredTask storage t) private {
        Poll memory poll = Poll(s.task, t.committeeSize, 0);
        (Choice[] calldata choices, Vote[] calldata votes, bytes32[] calldata absent) = (s.choices, s.votes, s.absent);
        _checkAlive(poll.task, t);
        (bytes32 output, uint16 winners, uint16 voters) = _mostPopular(poll, choices);
        _checkComplete(poll, voters, votes.length, absent.length);
        poll.members = absent.length == 0 ? _committee(poll.task, t) : _committeeOfSome(poll, t, votes.length);
        _checkVotes(poll, choices, votes, absent);
        (t.committed, t.revealed) = (t.committed | voters, t.revealed | voters);
        if (output == UNAVAILABLE) return _refund(poll.task, t);
        if (winners != voters) {
            bytes32[] memory outputs = _outputsOf(choices, poll.size);
            _punishWrong(poll.task, t, poll.members, outputs, winners);
        }
        _decide(poll.task, t, poll.members, output, winners);
    }

    /// @dev Nobody votes twice, and no output stands twice: who gave the agreed output must not count as another. The
    /// quorum is more than half of the committee, so no two outputs have it.
    function _mostPopular(Poll memory poll, Choice[] calldata choices)
        private
        pure
        returns (bytes32 output, uint16 winners, uint16 voters)
    {
        uint256 most;
        for (uint256 i; i < choices.length; ++i) {
            (bytes32 given, uint16 its) = (choices[i].output, choices[i].voters);
            if (given == 0) revert EmptyDigest();
            if (voters & its != 0) revert MalformedSettlement(poll.task);
            for (uint256 j; j < i; ++j) {
                if (given == choices[j].output) revert MalformedSettlement(poll.task);
            }
            voters |= its;
            uint256 votes = its.count();
            if (votes > most) (most, output, winners) = (votes, given, its);
        }
        uint256 required = QuorumLib.quorum(poll.size);
        if (most < required) revert NoQuorum(poll.task, required);
    }

    /// @dev One vote or one commitment for each member.
    function _checkComplete(Poll memory poll, uint16 voters, uint256 votes, uint256 absent) private pure {
        bool complete = voters <= BitmapLib.all(poll.size) && voters.count() == votes && votes + absent == poll.size;
        if (!complete) revert MalformedSettlement(poll.task);
    }

    /// @dev Without the votes of all, contradicting ones may turn up: the committee is written down for `punish`.
    function _committeeOfSome(Poll memory poll, StoredTask storage t, uint256 votes) private returns (uint256 members) {
        uint256 until = uint256(t.addedAt) + EXCLUSIVE_WINDOW;
        bool exclusive = block.timestamp < until && msg.sender != _requester(t);
        if (exclusive) revert VotesMissing(poll.task, votes, poll.size, until);
        members = _drawn[poll.task];
        if (members == 0) members = _draw(poll.task, t);
    }

    /// @dev The hash of what everybody committed to, as far as votes open it.
    function _sealOf(Poll memory poll, Choice[] calldata choices, Vote[] calldata votes, bytes32[] calldata absent)
        private
        pure
        returns (bytes32)
    {
        bytes32[] memory commitments = new bytes32[](poll.size);
        uint256 brought;
        for (uint256 i; i < choices.length; ++i) {
            (bytes32 output, uint16 voters) = (choices[i].output, choices[i].voters);
            for (uint256 member; member < commitments.length; ++member) {
                if (!voters.has(member)) continue;
                uint16 seat = CommitteeLib.seatAt(poll.members, member);
                commitments[member] = commitmentOf(poll.task, seat, output, votes[brought].salt);
                unchecked {
                    ++brought; // at most 15
                }
            }
        }
        _fill(commitments, absent);
        return SealLib.sealOf(commitments);
    }

    /// @dev Puts what others committed to in the places that are left.
    function _fill(bytes32[] memory commitments, bytes32[] calldata absent) private pure {
        uint256 filled;
        for (uint256 member; filled < absent.length; ++member) {
            if (commitments[member] == 0) commitments[member] = absent[filled++];
        }
    }

    /// @dev Each vote must be signed by its seat, for its output and the one seal.
    function _checkVotes(Poll memory poll, Choice[] calldata choices, Vote[] calldata votes, bytes32[] calldata absent)
        private
        view
    {
        bytes32 seal = _sealOf(poll, choices, votes, absent);
        uint256 brought;
        for (uint256 i; i < choices.length; ++i) {
            bytes32 digest = voteDigest(poll.task, choices[i].output, seal);
            uint16 voters = choices[i].voters;
            for (uint256 member; member < poll.size; ++member) {
                if (!voters.has(member)) continue;
                Vote calldata vote = votes[brought];
                uint16 seat = CommitteeLib.seatAt(poll.members, member);
                _checkSignature(poll.task, member, seat, digest, vote.r, vote.vs);
                unchecked {
                    ++brought; // at most 15
                }
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
        // At most 15.
        // forge-lint: disable-next-line(unsafe-typecast)
        if (recovered != signer) revert InvalidVote(task, uint8(member), signer, recovered);
    }
}
