// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Order, Seat, Settlement, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {MoneyActions} from "./MoneyActions.sol";

/// @notice What must not work, in whatever state the contract is: each attempt is refused, and for its own reason.
abstract contract Trespasses is MoneyActions {
    function refused(string memory name, address by, bytes memory call, bytes4 why) private {
        vm.prank(by);
        (bool done, bytes memory reason) = address(consensus).call(call);
        assertTrue(!done, string.concat(name, " is refused"));
        assertTrue(bytes4(reason) == why, string.concat(name, " is refused for its reason"));
        count(name);
    }

    /* SEATS AND MONEY */

    function trespassOnSeat(uint256 i) external {
        address signer = signers[i % SIGNERS];
        (bool held, uint16 seat) = consensus.seatOf(signer);
        bytes memory take = abi.encodeCall(IConsensus.withdraw, ());
        refused("withdrawNothing", STRANGER, take, IConsensus.NothingToWithdraw.selector);
        if (!held) return;
        Seat memory s = consensus.getSeat(seat);
        bytes memory withdrawing = abi.encodeCall(IConsensus.withdrawSeat, (seat));
        if (s.to == 0) {
            refused("withdrawStaying", s.owner, withdrawing, IConsensus.SeatNotLeaving.selector);
        } else if (now_() < uint256(s.to) + p.unbondingPeriod) {
            refused("withdrawEarly", s.owner, withdrawing, IConsensus.SeatLocked.selector);
        }
        refused("withdrawAnothers", STRANGER, withdrawing, IConsensus.NotSeatOwner.selector);
        refused("joinTwice", signer, abi.encodeCall(IConsensus.join, (signer)), IConsensus.SignerTaken.selector);
        if (s.balance > p.bond) return;
        refused("claimStake", s.owner, abi.encodeCall(IConsensus.claim, (seat)), IConsensus.NothingToClaim.selector);
    }

    /* COMMITTEES */

    function trespassOnTask(uint256 t) external {
        (bool exists, bytes32 task) = pick(tasks, t);
        if (!exists) return;
        Story storage s = stories[task];
        State state = consensus.getTask(task).state;
        _orderTwice(task);
        bytes memory draw_ = abi.encodeCall(IConsensus.draw, (task));
        if (!isSealed(task)) return refused("drawInItsBlock", STRANGER, draw_, IConsensus.SeedNotReady.selector);
        if (state == State.Undecided) {
            return refused("drawUndecided", STRANGER, draw_, IConsensus.TaskNotOpen.selector);
        }
        if (s.isDrawn) return refused("drawTwice", STRANGER, draw_, IConsensus.AlreadyDrawn.selector);
        if (!isHashKnown(s)) refused("drawExpired", STRANGER, draw_, IConsensus.SeedExpired.selector);
        bytes memory cancel_ = abi.encodeCall(IConsensus.cancel, (task));
        if (state == State.Decided) {
            refused("cancelDecided", STRANGER, cancel_, IConsensus.TaskNotOpen.selector);
        } else if (knowsCommittee(task)) {
            refused("cancelAnswerable", STRANGER, cancel_, IConsensus.CommitteeKnown.selector);
        }
    }

    function _orderTwice(bytes32 task) private {
        Story storage s = stories[task];
        if (consensus.activeSeats() < s.size) return;
        Order memory same = Order(MODEL, s.prompt, s.size, uint96(s.fee), s.nonce);
        bytes memory add = abi.encodeCall(IConsensus.addTask, (same));
        refused("orderTwice", s.requester, add, IConsensus.TaskExists.selector);
    }

    /* LANE 1 */

    function trespassOnSettlement(uint256 t, uint256 mood) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (!exists || !isSealed(task) || !stories[task].hasCommittee) return;
        Voting memory v = votingOn(task, mood);
        Settlement memory settlement = settlementOf(v);
        if (!isAlive(task)) return _refusedSettlement("settleDead", settlement, IConsensus.TaskDead.selector);
        if (!knowsCommittee(task) || !decides(v)) return;
        _refusedForgeries(settlement, stories[task].requester);
        v = quorumOnly(v);
        if (maySettle(v, STRANGER)) return;
        _refusedSettlement("settleWithoutAll", settlementOf(v), IConsensus.VotesMissing.selector);
    }

    function _refusedSettlement(string memory name, Settlement memory settlement, bytes4 why) private {
        refused(name, STRANGER, abi.encodeCall(IConsensus.settle, (settlement)), why);
    }

    /// @dev The opening of another commitment than the sealed one, and one member's vote in the place of another's.
    function _refusedForgeries(Settlement memory s, address requester) private {
        bytes32 salt = s.votes[0].salt;
        s.votes[0].salt = ~salt;
        bytes memory opened = abi.encodeCall(IConsensus.settle, (s));
        s.votes[0].salt = salt;
        (bytes32 r, bytes32 vs) = (s.votes[0].r, s.votes[0].vs);
        (s.votes[0].r, s.votes[0].vs) = (s.votes[1].r, s.votes[1].vs);
        bytes memory swapped = abi.encodeCall(IConsensus.settle, (s));
        (s.votes[0].r, s.votes[0].vs) = (r, vs);
        refused("settleUnsealed", requester, opened, IConsensus.InvalidVote.selector);
        refused("settleAnothersVote", requester, swapped, IConsensus.InvalidVote.selector);
    }

    /* LANE 2 */

    function trespassInCourt(uint256 t, uint256 m) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (!exists || !isSealed(task) || !stories[task].hasCommittee) return;
        Task memory before = consensus.getTask(task);
        uint8 member =
            memberOf([before.committed, stories[task].copiers, uint16(0)][m % 3], m / 3 % before.committeeSize);
        _commitOutOfTurn(task, member, before);
        _revealOutOfTurn(task, member, before);
        if (mayFinalize(task)) return;
        bytes memory close = abi.encodeCall(IConsensus.finalize, (task));
        refused("finalizeEarly", STRANGER, close, IConsensus.NotFinalizable.selector);
    }

    /// @dev Of the set, if there is one from that member on; else that member.
    function memberOf(uint16 set, uint256 from) private pure returns (uint8) {
        for (uint256 m = from; m < 15; ++m) {
            if (set & (1 << m) != 0) return uint8(m);
        }
        return uint8(from);
    }

    function _commitOutOfTurn(bytes32 task, uint8 member, Task memory t) private {
        bytes memory call = abi.encodeCall(IConsensus.commit, (task, member, TRUTH));
        bool isCommitted = t.committed & (1 << member) != 0;
        if (now_() >= commitEnd(task)) {
            refused("commitLate", signerAt(task, member), call, IConsensus.CommitClosed.selector);
        } else if (isCommitted) {
            refused("commitTwice", signerAt(task, member), call, IConsensus.AlreadyCommitted.selector);
        } else if (knowsCommittee(task)) {
            refused("commitForAnother", STRANGER, call, IConsensus.NotSeatSigner.selector);
        }
    }

    function _revealOutOfTurn(bytes32 task, uint8 member, Task memory t) internal {
        bytes32 output = sealedOutputs[task][member];
        if (output == 0) output = TRUTH;
        bytes memory call = abi.encodeCall(IConsensus.reveal, (task, member, output, saltOf(task, member)));
        (string memory name, bytes4 why) = ("revealUncommitted", IConsensus.NotCommitted.selector);
        if (!areCommitsOver(task, t)) {
            (name, why) = ("revealEarly", IConsensus.RevealNotOpen.selector);
        } else if (now_() >= revealEnd(task)) {
            (name, why) = ("revealLate", IConsensus.RevealClosed.selector);
        } else if (t.committed & (1 << member) == 0) {} else if (t.revealed & (1 << member) != 0) {
            (name, why) = ("revealTwice", IConsensus.AlreadyRevealed.selector);
        } else if (stories[task].copiers & (1 << member) == 0) {
            return;
        } else {
            (name, why) = ("revealCopied", IConsensus.WrongOpening.selector);
        }
        refused(name, STRANGER, call, why);
    }

    /* VERDICTS */

    function trespassOnVerdict(uint256 t, uint256 m) external {
        (bool exists, bytes32 task) = pick(decidedTasks, t);
        if (!exists) return;
        if (m % 4 < 2 && stories[task].questions != 0) task = stories[task].questions;
        bytes memory close = abi.encodeCall(IConsensus.finalize, (task));
        refused("finalizeTwice", STRANGER, close, IConsensus.TaskNotOpen.selector);
        Settlement memory settlement = settlementOf(votingOn(task, m));
        _refusedSettlement("settleTwice", settlement, IConsensus.TaskNotOpen.selector);
        _punishWrongly(task, m % stories[task].size);
        _appealWrongly(task);
        _overturnWrongly(task);
    }

    function _punishWrongly(bytes32 task, uint256 member) internal {
        Story storage s = stories[task];
        bytes32 output = consensus.getTask(task).output;
        bytes32 other = keccak256(abi.encode(LIE, task));
        Contradiction memory c = contradictionOf(task, member, other);
        if (!isAlive(task)) return _refusedPunishment("punishDead", c, IConsensus.TaskDead.selector);
        if (isPunished(task, member)) {
            return _refusedPunishment("punishTwice", c, IConsensus.AlreadyPunished.selector);
        }
        if (!knowsCommittee(task)) return _refusedPunishment("punishExpired", c, IConsensus.SeedExpired.selector);
        Contradiction memory foreign = contradictionOf(task, (member + 1) % s.size, other);
        foreign.member = c.member;
        _refusedPunishment("punishForAnothersVote", foreign, IConsensus.InvalidVote.selector);
        c = contradictionOf(task, member, output);
        _refusedPunishment("punishAgreement", c, IConsensus.NoContradiction.selector);
        c = contradictionOf(task, member, UNAVAILABLE);
        _refusedPunishment("punishUnavailable", c, IConsensus.NoContradiction.selector);
        output = appealedOutput(task);
        if (output == 0) return;
        c = contradictionOf(task, member, output);
        _refusedPunishment("punishOverturned", c, IConsensus.NoContradiction.selector);
    }

    function _refusedPunishment(string memory name, Contradiction memory c, bytes4 why) private {
        refused(name, STRANGER, abi.encodeCall(IConsensus.punish, (c)), why);
    }

    function _appealWrongly(bytes32 task) internal {
        if (consensus.activeSeats() < 15) return;
        Story storage s = stories[task];
        bytes memory call =
            abi.encodeCall(IConsensus.appeal, (task, termsOf(task), p.minimumFeePerSeat * 15, type(uint64).max));
        bool isTaken = s.appeal != 0 && consensus.getTask(s.appeal).state != State.Undecided;
        if (s.questions != 0) {
            refused("appealOfAppeal", STRANGER, call, IConsensus.AppealIsFinal.selector);
        } else if (isTaken) {
            refused("appealTwice", STRANGER, call, IConsensus.AlreadyAppealed.selector);
        } else if (now_() >= deadAt(task) + p.appealWindow) {
            refused("appealLate", STRANGER, call, IConsensus.AppealClosed.selector);
        } else if (!knowsCommittee(task)) {
            refused("appealExpired", STRANGER, call, IConsensus.SeedExpired.selector);
        }
    }

    function _overturnWrongly(bytes32 task) internal {
        Story storage s = stories[task];
        bytes memory call = abi.encodeCall(IConsensus.overturn, (task));
        if (s.appeal == 0) return refused("overturnUnappealed", STRANGER, call, IConsensus.NotAppealed.selector);
        Task memory questioning = consensus.getTask(s.appeal);
        if (questioning.state != State.Decided) {
            refused("overturnUnanswered", STRANGER, call, IConsensus.TaskNotDecided.selector);
        } else if (s.isOverturned) {
            refused("overturnTwice", STRANGER, call, IConsensus.AlreadyOverturned.selector);
        } else if (questioning.output != consensus.getTask(task).output && now_() >= s.addedAt + p.unbondingPeriod) {
            refused("overturnLate", STRANGER, call, IConsensus.OverturnClosed.selector);
        }
    }
}
