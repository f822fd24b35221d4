// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters, Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {Test} from "../support/Test.sol";

/// @notice Remembers what the contract said and paid, and asserts what a single step must keep.
abstract contract Observer is Test {
    struct Books {
        uint256[] balances;
        uint256 active;
        uint256 credit;
        uint256 treasury;
        uint256 sink;
    }

    bytes32 internal constant TRUTH = keccak256("truth");
    bytes32 internal constant LIE = keccak256("lie");

    IConsensus public immutable consensus;
    bytes32 internal immutable UNAVAILABLE;
    Parameters internal p;

    bytes32[] public tasks;
    /// @dev The committee as it was when it was first written down.
    mapping(bytes32 task => uint16[]) internal committeeOf;
    mapping(bytes32 task => bool) public isDrawn;
    /// @dev A closed task as it was when it closed.
    mapping(bytes32 task => bytes32) public verdictOf;
    /// @dev What a seat has been slashed for since it was taken.
    mapping(uint16 seat => uint256) public lost;
    /// @dev Ether that nobody owns.
    uint256 public forced;

    /// @dev How often each kind of outcome was seen.
    uint256 public decisions;
    uint256 public wrongDecisions;
    uint256 public refunds;
    uint256 public penalties;
    uint256 public reusedSlots;
    uint256 public ejections;

    Books private _before;

    constructor(IConsensus c) {
        consensus = c;
        UNAVAILABLE = c.UNAVAILABLE();
        p = c.parameters();
    }

    function isAttacker(address signer) public pure virtual returns (bool);

    /* VIEWS */

    function taskCount() external view returns (uint256) {
        return tasks.length;
    }

    function seatsOf(bytes32 task) external view returns (uint16[] memory) {
        return committeeOf[task];
    }

    function hardSlash() public view returns (uint96) {
        return p.bond * p.slashBps / 10_000;
    }

    function commitEnd(bytes32 task) public view returns (uint256) {
        return uint256(consensus.getTask(task).addedAt) + p.commitWindow;
    }

    function revealEnd(bytes32 task) public view returns (uint256) {
        return commitEnd(task) + p.revealWindow;
    }

    function deadAt(bytes32 task) public view returns (uint256) {
        return revealEnd(task) + p.proofWindow;
    }

    function isCommitting(bytes32 task) internal view returns (bool) {
        Task memory t = consensus.getTask(task);
        bool everybody = t.committed == (uint256(1) << t.committeeSize) - 1;
        return t.state == State.Open && !everybody && vm.getBlockTimestamp() < commitEnd(task);
    }

    /// @dev An open task, if there is one: half of the time the newest, else wherever the fuzzed number says.
    function pickOpen(uint256 dice) internal view returns (bool, bytes32) {
        uint256 start = dice % 2 == 0 ? 0 : dice / 2;
        for (uint256 i; i < tasks.length; ++i) {
            bytes32 task = tasks[tasks.length - 1 - (start % tasks.length + i) % tasks.length];
            if (consensus.getTask(task).state == State.Open) return (true, task);
        }
        return (false, 0);
    }

    /* STEPS */

    /// @dev A slot is taken again only when no task that can still slash or pay names it.
    function _observeReuse(uint16 seat) internal {
        ++reusedSlots;
        for (uint256 i; i < tasks.length; ++i) {
            bool matters = consensus.getTask(tasks[i]).state == State.Open && vm.getBlockTimestamp() < deadAt(tasks[i]);
            for (uint256 m; matters && m < committeeOf[tasks[i]].length; ++m) {
                assertTrue(committeeOf[tasks[i]][m] != seat, "a reused slot in a living task");
            }
        }
        assertEq(lost[seat], 0, "a new seat starts clean");
    }

    function _observeTask(bytes32 task) internal {
        tasks.push(task);
    }

    /// @dev The committee is complete, distinct, and was eligible when the task was added.
    function _observeDraw(bytes32 task) internal {
        if (isDrawn[task]) return;
        isDrawn[task] = true;
        (uint16[] memory seats,) = consensus.committee(task);
        Task memory t = consensus.getTask(task);
        assertEq(seats.length, t.committeeSize, "complete");
        for (uint256 i; i < seats.length; ++i) {
            Seat memory s = consensus.getSeat(seats[i]);
            assertTrue(s.signer != address(0) && s.from < t.addedAt, "active");
            assertTrue(s.to == 0 || t.addedAt < s.to, "not gone");
            for (uint256 j; j < i; ++j) {
                assertTrue(seats[i] != seats[j], "distinct");
            }
        }
        committeeOf[task] = seats;
    }

    function _beforeClose(bytes32 task) internal {
        _before = _books(task);
    }

    function _afterClose(bytes32 task) internal {
        Task memory t = consensus.getTask(task);
        verdictOf[task] = keccak256(abi.encode(t));
        Books memory now_ = _books(task);
        if (t.state == State.Undecided) _checkRefund(t, now_);
        else _checkDecision(task, t, now_);
        _checkPenalties(task, t, now_);
        if (consensus.activeSeats() < _before.active) ejections += _before.active - consensus.activeSeats();
    }

    /// @dev The fee goes back and nobody is paid.
    function _checkRefund(Task memory t, Books memory now_) private {
        ++refunds;
        assertEq(now_.credit - _before.credit, t.fee, "refunded");
        assertEq(now_.treasury, _before.treasury, "no cut");
        assertEq(t.output, 0, "no output");
        for (uint256 seat; seat < now_.balances.length; ++seat) {
            assertLe(now_.balances[seat], _before.balances[seat], "nobody is paid");
        }
    }

    /// @dev A quorum gave the output, and was paid the whole fee but for the treasury's part.
    function _checkDecision(bytes32 task, Task memory t, Books memory now_) private {
        ++decisions;
        assertEq(now_.credit, _before.credit, "not refunded");
        (uint256 winners, uint256 attackers) = _supporters(task, t);
        assertGe(3 * winners, 2 * uint256(t.committeeSize), "a quorum");
        uint256 cut = uint256(t.fee) * p.protocolFeeBps / 10_000;
        uint256 treasury = now_.treasury - _before.treasury;
        assertGe(treasury, cut, "the cut");
        assertLt(treasury - cut, winners, "dust");
        uint256 paid;
        for (uint256 seat; seat < now_.balances.length; ++seat) {
            if (now_.balances[seat] > _before.balances[seat]) paid += now_.balances[seat] - _before.balances[seat];
        }
        assertEq(paid + treasury, t.fee, "the fee is split");
        if (t.output == TRUTH) return;
        ++wrongDecisions;
        assertEq(attackers, winners, "a wrong output takes a quorum of attackers");
    }

    function _supporters(bytes32 task, Task memory t) private view returns (uint256 winners, uint256 attackers) {
        bytes32[] memory ballots = consensus.ballots(task);
        for (uint256 m; m < ballots.length; ++m) {
            if (t.revealed & (1 << m) == 0 || ballots[m] != t.output) continue;
            ++winners;
            if (isAttacker(consensus.getSeat(committeeOf[task][m]).signer)) ++attackers;
            assertEq(t.punished & (1 << m), 0, "a winner is not punished");
        }
    }

    /// @dev Nobody loses more than it has, or more than once; who opened the truth in time is never slashed for it.
    function _checkPenalties(bytes32 task, Task memory t, Books memory now_) private {
        uint256 total;
        uint256 soft;
        uint16[] memory seats = committeeOf[task];
        bytes32[] memory ballots = consensus.ballots(task);
        for (uint256 m; m < seats.length; ++m) {
            (uint256 was, uint256 is_) = (_before.balances[seats[m]], now_.balances[seats[m]]);
            if (is_ >= was) continue;
            ++penalties;
            uint256 loss = was - is_;
            (total, lost[seats[m]]) = (total + loss, lost[seats[m]] + loss);
            assertTrue(t.punished & (1 << m) != 0, "punished");
            assertLe(loss, hardSlash(), "at most one slash");
            bool revealed = t.revealed & (1 << m) != 0;
            if (t.committed & (1 << m) == 0 || (revealed && ballots[m] == UNAVAILABLE)) soft += loss;
            else if (revealed) assertTrue(ballots[m] != t.output && t.output != 0, "slashed for another output");
        }
        assertEq(now_.sink - _before.sink, total, "the sink gets what they lose, and nobody else does");
        assertLe(soft, t.fee, "absence costs all of them no more than the fee");
    }

    function _books(bytes32 task) private view returns (Books memory books) {
        books.credit = consensus.credit(consensus.getTask(task).requester);
        books.active = consensus.activeSeats();
        books.treasury = consensus.owedTreasury();
        books.sink = consensus.owedSink();
        books.balances = new uint256[](consensus.seatCount());
        for (uint16 seat; seat < books.balances.length; ++seat) {
            books.balances[seat] = consensus.getSeat(seat).balance;
        }
    }
}
