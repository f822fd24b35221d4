// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Acknowledgement,
    Contradiction,
    LateVote,
    Order,
    Settlement,
    SignedOrder
} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Trespasses} from "./Trespasses.sol";

/// @notice What must not work with tasks: each attempt is refused, and for its own reason.
abstract contract TaskTrespasses is Trespasses {
    /* COMMITTEES */

    function trespassOnTask(uint256 t) external {
        (bool exists, TaskId task) = pick(tasks, t);
        if (!exists) return;
        _orderTwice(task);
        _drawWrongly(task);
        _cancelWrongly(task);
    }

    function _orderTwice(TaskId task) private {
        Story storage s = stories[task];
        Order memory order = s.terms.order;
        uint256 reached = reachOf(s.list, order.share);
        bytes memory call = abi.encodeCall(consensus.addTask, (order));
        bool hasPlaces = reached >= order.committeeSize && reached >= order.minimumPlaces;
        bytes4 why = hasPlaces ? IConsensusErrors.TaskExists.selector : IConsensusErrors.NotEnoughPlaces.selector;
        refused(hasPlaces ? "orderTwice" : "orderWithoutEnough", s.terms.requester, call, why);
        SignedOrder memory signed;
        (signed.order, signed.payer) = (order, s.terms.requester);
        call = abi.encodeCall(consensus.submitOrder, (signed, s.terms.requester));
        refused("orderPastTheDoor", s.terms.requester, call, IConsensusErrors.OnlySelf.selector);
    }

    function _drawWrongly(TaskId task) internal {
        Story storage s = stories[task];
        bytes memory call = abi.encodeCall(consensus.draw, (s.terms));
        if (!isOpen(task)) {
            refused("drawClosed", STRANGER, call, IConsensusErrors.TaskNotOpen.selector);
        } else if (s.isDrawn) {
            refused("drawTwice", STRANGER, call, IConsensusErrors.AlreadyDrawn.selector);
        } else if (!isSealed(task)) {
            refused("drawInItsBlock", STRANGER, call, IConsensusErrors.SeedNotReady.selector);
        } else if (!isRoundKnown(task)) {
            refused("drawBeforeItsRound", STRANGER, call, IConsensusErrors.SeedNotReady.selector);
            _commitEarly(task);
        } else if (!canCompute(task)) {
            refused("drawExpired", STRANGER, call, IConsensusErrors.SeedExpired.selector);
        } else if (!s.hasCommittee) {
            refused("drawTooFew", STRANGER, call, IConsensusErrors.NotEnoughPlaces.selector);
        }
    }

    function _commitEarly(TaskId task) private {
        if (now_() >= stories[task].startsAt) return;
        bytes memory call = abi.encodeCall(consensus.commit, (task, 0, bytes32(uint256(1))));
        refused("commitEarly", STRANGER, call, IConsensusErrors.CommitNotOpen.selector);
    }

    function _cancelWrongly(TaskId task) internal {
        bytes memory call = abi.encodeCall(consensus.cancel, (stories[task].terms));
        if (!isOpen(task)) {
            refused("cancelClosed", STRANGER, call, IConsensusErrors.TaskNotOpen.selector);
        } else if (knowsCommittee(task)) {
            refused("cancelAnswerable", STRANGER, call, IConsensusErrors.CommitteeKnown.selector);
        } else if (isSealed(task) && !isRoundKnown(task)) {
            refused("cancelBeforeItsRound", STRANGER, call, IConsensusErrors.SeedNotReady.selector);
        }
    }

    /* LANE 1 */

    function trespassOnSettlement(uint256 t, uint256 mood) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (!exists || !stories[task].hasCommittee) return;
        Voting memory v = votingOn(task, mood);
        Settlement memory settlement = settlementOf(v);
        if (!isAlive(task)) return _refusedSettlement("settleDead", settlement, IConsensusErrors.TaskDead.selector);
        if (!knowsCommittee(task) || countOf(v.voters) < 2) return;
        _refusedForgeries(settlement);
        settlement.choices[0].voters |= bitOf(v.outputs.length);
        _refusedSettlement("settleBeyond", settlement, IConsensusErrors.MalformedSettlement.selector);
    }

    function _refusedSettlement(string memory name, Settlement memory settlement, bytes4 why) internal {
        refused(name, STRANGER, abi.encodeCall(consensus.settle, (settlement)), why);
    }

    /// @dev The opening of another commitment than the sealed one, and one member's vote in the place of another's.
    function _refusedForgeries(Settlement memory s) private {
        bytes4 why = IConsensusErrors.InvalidVote.selector;
        bytes32 salt = s.votes[0].salt;
        s.votes[0].salt = ~salt;
        _refusedSettlement("settleUnsealed", s, why);
        s.votes[0].salt = salt;
        (bytes32 r, bytes32 vs) = (s.votes[0].r, s.votes[0].vs);
        (s.votes[0].r, s.votes[0].vs) = (s.votes[1].r, s.votes[1].vs);
        _refusedSettlement("settleAnothersVote", s, why);
        (s.votes[0].r, s.votes[0].vs) = (r, vs);
    }

    /* COURT */

    function trespassInCourt(uint256 t, uint256 m) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (!exists || !isSealed(task) || !stories[task].hasCommittee) return;
        Story storage s = stories[task];
        uint8 member = memberOf([s.t.committed, s.copiers, uint16(0)][m % 3], m / 3 % s.t.committeeSize);
        _commitOutOfTurn(task, member);
        _revealOutOfTurn(task, member);
        _conveneWrongly(task, m);
        if (mayFinalize(task)) return;
        bytes memory close_ = abi.encodeCall(consensus.finalize, (task));
        refused("finalizeEarly", STRANGER, close_, IConsensusErrors.NotFinalizable.selector);
    }

    /// @dev Of the set, if there is one from that member on; else that member.
    function memberOf(uint16 set, uint256 from) private pure returns (uint8) {
        for (uint256 m = from; m < 15; ++m) {
            if (has(set, m)) return uint8(m);
        }
        return uint8(from);
    }

    function _commitOutOfTurn(TaskId task, uint8 member) internal {
        Story storage s = stories[task];
        bytes memory call = abi.encodeCall(consensus.commit, (task, member, bytes32(uint256(1))));
        address signer = s.signers[member];
        if (now_() >= commitEnd(task)) {
            refused("commitLate", signer, call, IConsensusErrors.CommitClosed.selector);
        } else if (!s.isDrawn) {
            refused("commitUndrawn", signer, call, IConsensusErrors.NotDrawn.selector);
        } else {
            refused("commitForAnother", STRANGER, call, IConsensusErrors.NotSeatSigner.selector);
            if (s.t.convened) {
                refused("commitConvened", signer, call, IConsensusErrors.AlreadyConvened.selector);
            } else if (has(s.t.committed, member)) {
                refused("commitTwice", signer, call, IConsensusErrors.AlreadyCommitted.selector);
            }
        }
    }

    function _revealOutOfTurn(TaskId task, uint8 member) internal {
        Story storage s = stories[task];
        if (!isOpen(task) && !isDecided(task)) return;
        Digest output = sealedOutputs[task][member];
        if (output.isNone()) output = TRUTH;
        (string memory name, bytes4 why) = ("revealUncommitted", IConsensusErrors.NotCommitted.selector);
        if (!areCommitsOver(task)) {
            (name, why) = ("revealEarly", IConsensusErrors.RevealNotOpen.selector);
        } else if (now_() >= revealEnd(task)) {
            (name, why) = ("revealLate", IConsensusErrors.RevealClosed.selector);
        } else if (!has(s.t.committed, member)) {} else if (has(s.t.revealed, member)) {
            (name, why) = ("revealTwice", IConsensusErrors.AlreadyRevealed.selector);
        } else if (!has(s.copiers, member)) {
            return;
        } else {
            (name, why) = ("revealCopied", IConsensusErrors.WrongOpening.selector);
        }
        refused(name, STRANGER, abi.encodeCall(consensus.reveal, (task, member, output, saltOf(task, member))), why);
    }

    function _conveneWrongly(TaskId task, uint256 mood) internal {
        Voting memory v = votingOn(task, mood);
        if (!knowsCommittee(task) || now_() < stories[task].startsAt || now_() >= commitEnd(task)) return;
        Acknowledgement[] memory words = acknowledgementsOf(v);
        bytes32[] memory commitments = commitmentsOf(v);
        bytes memory call = abi.encodeCall(consensus.convene, (stories[task].terms, commitments, words));
        if (stories[task].t.committed != 0) {
            return refused("conveneTwice", STRANGER, call, IConsensusErrors.AlreadyConvened.selector);
        }
        if (words.length < quorumOf(commitments.length)) {
            return refused("conveneWithoutQuorum", STRANGER, call, IConsensusErrors.NoQuorum.selector);
        }
        // Others acknowledged another seal.
        commitments[words[0].member] = ~commitments[words[0].member];
        call = abi.encodeCall(consensus.convene, (stories[task].terms, commitments, words));
        refused("conveneAnotherSeal", STRANGER, call, IConsensusErrors.InvalidAcknowledgement.selector);
    }

    /* VERDICTS */

    function trespassOnVerdict(uint256 t, uint256 m) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (!exists) return;
        if (m % 4 < 2 && stories[task].t.isAppeal) task = stories[task].questions;
        bytes memory close_ = abi.encodeCall(consensus.finalize, (task));
        refused("finalizeTwice", STRANGER, close_, IConsensusErrors.TaskNotOpen.selector);
        _refusedSettlement("settleTwice", settlementOf(votingOn(task, m)), IConsensusErrors.TaskNotOpen.selector);
        _punishWrongly(task, m % stories[task].t.committeeSize);
        _addVoteWrongly(task, m % stories[task].t.committeeSize);
        _closeWrongly(task);
        _appealWrongly(task);
        _concludeWrongly(task);
        _releaseWrongly(task);
    }

    function _punishWrongly(TaskId task, uint256 member) internal {
        Story storage s = stories[task];
        Digest other = Digest.wrap(keccak256(abi.encode("another lie", task)));
        Contradiction memory c = contradictionOf(task, member, other);
        if (!isAlive(task)) return _refusedPunishment("punishDead", c, IConsensusErrors.TaskDead.selector);
        if (!mayPunish(task, member)) {
            return _refusedPunishment("punishTwice", c, IConsensusErrors.AlreadyPunished.selector);
        }
        Contradiction memory foreign = contradictionOf(task, (member + 1) % s.t.committeeSize, other);
        foreign.member = c.member;
        _refusedPunishment("punishForAnothersVote", foreign, IConsensusErrors.InvalidVote.selector);
        c = contradictionOf(task, member, rightOutput(task));
        _refusedPunishment("punishAgreement", c, IConsensusErrors.NoContradiction.selector);
        c = contradictionOf(task, member, UNAVAILABLE);
        _refusedPunishment("punishUnavailable", c, IConsensusErrors.NoContradiction.selector);
        c.committee = Committee.wrap(Committee.unwrap(c.committee) ^ 1);
        _refusedPunishment("punishInAnotherCommittee", c, IConsensusErrors.WrongCommittee.selector);
        if (!isDecided(s.appeal.task)) return;
        c = contradictionOf(task, member, stories[s.appeal.task].t.output);
        _refusedPunishment("punishOverturned", c, IConsensusErrors.NoContradiction.selector);
    }

    function _refusedPunishment(string memory name, Contradiction memory c, bytes4 why) private {
        refused(name, STRANGER, abi.encodeCall(consensus.punish, (c)), why);
    }

    function _addVoteWrongly(TaskId task, uint256 member) internal {
        Story storage s = stories[task];
        LateVote memory v = lateVoteOf(task, member);
        if (!isAlive(task)) return _refusedVote("addVoteDead", v, IConsensusErrors.TaskDead.selector);
        if (has(s.t.revealed, member)) {
            return _refusedVote("addVoteTwice", v, IConsensusErrors.AlreadyRevealed.selector);
        }
        if (s.seal == 0) return _refusedVote("addVoteWithoutSeal", v, IConsensusErrors.WrongSeal.selector);
        if (v.output.isNone()) return;
        v.output = Digest.wrap(~Digest.unwrap(v.output));
        _refusedVote("addVoteUnsealed", v, IConsensusErrors.WrongOpening.selector);
    }

    function _refusedVote(string memory name, LateVote memory v, bytes4 why) private {
        refused(name, STRANGER, abi.encodeCall(consensus.addVote, (v)), why);
    }

    function _closeWrongly(TaskId task) private {
        Story storage s = stories[task];
        bytes memory call = abi.encodeCall(consensus.close, (task, s.committee));
        if (isAlive(task)) refused("closeEarly", STRANGER, call, IConsensusErrors.TaskAlive.selector);
        else if (s.t.closed) refused("closeTwice", STRANGER, call, IConsensusErrors.AlreadyClosed.selector);
    }

    /* APPEALS */

    function _appealWrongly(TaskId task) internal {
        Story storage s = stories[task];
        uint64 share = uint64(priceOf(CLASSES - 1));
        bytes memory call = abi.encodeCall(consensus.appeal, (s.terms, s.committee, share, 0, type(uint64).max));
        if (s.t.isAppeal) {
            refused("appealOfAppeal", STRANGER, call, IConsensusErrors.AppealIsFinal.selector);
        } else if (!s.t.appealable) {
            refused("appealInSmallList", STRANGER, call, IConsensusErrors.NotAppealable.selector);
        } else if (!s.appeal.task.isNone() && !mayRepeat(task)) {
            refused("appealTwice", STRANGER, call, IConsensusErrors.AlreadyAppealed.selector);
        } else if (isWindowOver(task)) {
            refused("appealLate", STRANGER, call, IConsensusErrors.AppealClosed.selector);
        }
    }

    function _concludeWrongly(TaskId task) internal {
        Story storage s = stories[task];
        bytes memory call = abi.encodeCall(consensus.conclude, (task, s.committee));
        if (s.appeal.task.isNone()) {
            refused("concludeUnappealed", STRANGER, call, IConsensusErrors.NotAppealed.selector);
        } else if (s.appeal.concluded) {
            refused("concludeTwice", STRANGER, call, IConsensusErrors.AlreadyConcluded.selector);
        } else if (isOpen(s.appeal.task)) {
            refused("concludeUnanswered", STRANGER, call, IConsensusErrors.TaskNotDecided.selector);
        }
    }

    function _releaseWrongly(TaskId task) internal {
        bytes memory call = abi.encodeCall(consensus.release, (task));
        if (stories[task].held == 0) {
            refused("releaseNothing", STRANGER, call, IConsensusErrors.NothingToRelease.selector);
        } else if (!mayRelease(task)) {
            refused("releaseEarly", STRANGER, call, IConsensusErrors.NotFinal.selector);
        }
    }
}
