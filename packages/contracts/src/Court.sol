// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "./interfaces/IConsensus.sol";
import {BitmapLib} from "./libraries/BitmapLib.sol";
import {CommitteeLib} from "./libraries/CommitteeLib.sol";
import {QuorumLib} from "./libraries/QuorumLib.sol";
import {RewardLib} from "./libraries/RewardLib.sol";
import {TallyLib} from "./libraries/TallyLib.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Court
/// @notice Lane 2: commit, reveal, finalize, on chain. Nobody's silence can stop it.
abstract contract Court is Verdicts {
    using BitmapLib for uint16;

    /* FUNCTIONS */

    /// @inheritdoc IConsensus
    function commit(bytes32 task, uint8 member, bytes32 commitment) external {
        StoredTask storage t = _open(task);
        uint256 commitEnd = _commitEnd(t);
        if (block.timestamp >= commitEnd) revert CommitClosed(task, commitEnd);
        if (member >= t.committeeSize) revert MemberUnknown(task, member);
        if (commitment == 0) revert EmptyDigest();
        uint256 members = _drawn[task];
        if (members == 0) members = _draw(task, t);
        uint16 seat = CommitteeLib.seatAt(members, member);
        if (msg.sender != _seats[seat].signer) revert NotSeatSigner(seat, msg.sender);
        if (t.committed.has(member)) revert AlreadyCommitted(task, member);
        t.committed |= BitmapLib.bit(member);
        _ballots[task][member] = commitment;
        emit Committed(task, member, commitment);
    }

    /// @inheritdoc IConsensus
    function reveal(bytes32 task, uint8 member, bytes32 output, bytes32 salt) external {
        StoredTask storage t = _open(task);
        _checkRevealing(task, t, member);
        if (output == 0) revert EmptyDigest();
        bytes32 commitment = _ballots[task][member];
        bytes32 opened = commitmentOf(task, CommitteeLib.seatAt(_drawn[task], member), output, salt);
        if (opened != commitment) revert WrongOpening(task, member, commitment, opened);
        uint16 revealed = t.revealed | BitmapLib.bit(member);
        t.revealed = revealed;
        _ballots[task][member] = output;
        emit Revealed(task, member, output);
        if (revealed == t.committed) _close(task, t);
    }

    /// @inheritdoc IConsensus
    function finalize(bytes32 task) external {
        StoredTask storage t = _open(task);
        uint256 revealEnd = _revealEnd(t);
        bool complete = _commitsAreOver(t) && t.revealed == t.committed;
        if (!complete && block.timestamp < revealEnd) {
            revert NotFinalizable(task, t.committed == 0 ? _commitEnd(t) : revealEnd);
        }
        if (block.timestamp < _deadAt(t)) _close(task, t);
        else _refund(task, t);
    }

    /* PHASES */

    function _checkRevealing(bytes32 task, StoredTask storage t, uint8 member) private view {
        if (member >= t.committeeSize) revert MemberUnknown(task, member);
        if (!_commitsAreOver(t)) revert RevealNotOpen(task, _commitEnd(t));
        uint256 revealEnd = _revealEnd(t);
        if (block.timestamp >= revealEnd) revert RevealClosed(task, revealEnd);
        if (!t.committed.has(member)) revert NotCommitted(task, member);
        if (t.revealed.has(member)) revert AlreadyRevealed(task, member);
    }

    /// @dev From here on no member can commit, so what others reveal cannot be copied.
    function _commitsAreOver(StoredTask storage t) private view returns (bool) {
        return t.committed == BitmapLib.all(t.committeeSize) || block.timestamp >= _commitEnd(t);
    }

    /* VERDICT */

    /// @dev Counts every revealed vote and closes the task by what the quorum says.
    function _close(bytes32 task, StoredTask storage t) private {
        bytes32[] memory outputs = _revealedOutputs(task, t);
        (bytes32 output, uint16 winners) = TallyLib.tally(outputs, QuorumLib.quorum(outputs.length));
        if (output == UNAVAILABLE) return _refund(task, t);
        uint256 members = _drawn[task];
        _punishWithheld(task, t, members);
        if (winners == 0) return _refund(task, t);
        _punishAbsent(task, t, members);
        _punishWrong(task, t, members, outputs, winners);
        _decide(task, t, members, output, winners);
    }

    /// @dev Zero for a member that revealed nothing.
    function _revealedOutputs(bytes32 task, StoredTask storage t) private view returns (bytes32[] memory outputs) {
        uint16 revealed = t.revealed;
        outputs = new bytes32[](t.committeeSize);
        for (uint256 member; member < outputs.length; ++member) {
            if (revealed.has(member)) outputs[member] = _ballots[task][member];
        }
    }

    /// @dev A sealed vote that stays sealed is a wrong one, unless nobody revealed: then it was the chain that failed.
    function _punishWithheld(bytes32 task, StoredTask storage t, uint256 members) private {
        if (t.revealed != 0) _punishAll(task, t, members, t.committed & ~t.revealed, HARD_SLASH);
    }

    /// @dev Absence from a decided task costs all absentees together at most its fee.
    function _punishAbsent(bytes32 task, StoredTask storage t, uint256 members) private {
        uint16 absent = BitmapLib.all(t.committeeSize) & ~t.committed;
        _punishAll(task, t, members, absent, RewardLib.softSlash(t.fee, t.committeeSize));
    }

    function _punishAll(bytes32 task, StoredTask storage t, uint256 members, uint16 guilty, uint96 penalty) private {
        if (guilty == 0) return;
        t.punished |= guilty;
        uint256 slashed;
        for (uint256 member; member < t.committeeSize; ++member) {
            if (guilty.has(member)) slashed += _slash(task, CommitteeLib.seatAt(members, member), penalty);
        }
        _oweSink(slashed);
    }
}
