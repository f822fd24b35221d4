// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";

/// @notice The life of one task, through both lanes, with votes as numbers. `ModelLinkTest` holds it and the contract
/// together, step by step.
/// @dev The prover is free to choose every argument, so also the outcome of every count of votes.
contract TaskModel {
    /* THE TASK */

    uint256 public immutable SIZE;
    uint256 public immutable QUORUM;
    uint256 public immutable COMMIT_END;
    uint256 public immutable REVEAL_END;
    uint256 public immutable DEAD_AT;

    /* STATE */

    uint256 public time;
    State public state;
    uint256 public committed;
    uint256 public revealed;
    uint256 public winners;
    bytes32 public output;
    bool public drawn;

    /* WHAT HAPPENED, for the properties */

    uint256 private _decisions;
    uint256 private _refunds;
    State private _last;
    bytes32 private _firstOutput;
    bool private _backwards;
    bool private _lateCommit;
    bool private _lateVerdict;

    constructor(uint256 size, uint256 quorum, uint32 commitEnd, uint32 revealEnd, uint32 deadAt) {
        require(quorum > 0 && quorum <= size && size <= 15);
        require(commitEnd < revealEnd && revealEnd < deadAt);
        (SIZE, QUORUM) = (size, quorum);
        (COMMIT_END, REVEAL_END, DEAD_AT) = (commitEnd, revealEnd, deadAt);
    }

    /* GUARDS */

    function canCommit() public view returns (bool) {
        return state == State.Open && time < COMMIT_END && committed < SIZE;
    }

    function canReveal() public view returns (bool) {
        bool over = committed == SIZE || time >= COMMIT_END;
        return state == State.Open && over && time < REVEAL_END && revealed < committed;
    }

    function canFinalize() public view returns (bool) {
        bool complete = (committed == SIZE || time >= COMMIT_END) && revealed == committed;
        return state == State.Open && (complete || time >= REVEAL_END);
    }

    function canSettle(uint256 votes) public view returns (bool) {
        return state == State.Open && time < DEAD_AT && votes >= QUORUM;
    }

    /* STEPS */

    function pass(uint256 to) external {
        require(to >= time && to < 2 ** 32);
        time = to;
    }

    function add() external {
        require(state == State.None && time < COMMIT_END);
        state = State.Open;
        _moved();
    }

    function draw() external {
        require(state == State.Open || state == State.Decided);
        drawn = true;
    }

    function commit() external {
        require(canCommit());
        _lateCommit = _lateCommit || revealed != 0;
        drawn = true;
        ++committed;
    }

    /// @dev The last reveal finalizes the task: in two steps here.
    function reveal() external {
        require(canReveal());
        ++revealed;
    }

    /// @param votes For `its`, an output that has the quorum; else zero, as when the input is unavailable.
    function finalize(uint256 votes, bytes32 its) external {
        require(canFinalize());
        bool hasQuorum = its != 0 && votes >= QUORUM && votes <= revealed;
        if (time < DEAD_AT && hasQuorum) _decide(votes, its);
        else _refund();
    }

    /// @param votes For `its`, or, if that is zero, for the input being unavailable.
    /// @param more Members who had not committed in the court.
    /// @param known Members whose votes are known then.
    function settle(uint256 votes, uint256 more, uint256 known, bytes32 its) external {
        require(canSettle(votes) && votes <= known && committed + more <= SIZE);
        require(revealed <= known && known <= committed + more);
        committed += more;
        revealed = known;
        if (its == 0) _refund();
        else _decide(votes, its);
    }

    function cancel() external {
        require(state == State.Open && !drawn);
        _refund();
    }

    /// @dev A vote that turns up later is known from then on.
    function punish(uint256 more, uint256 known) external {
        require(state == State.Decided && time < DEAD_AT);
        require(committed <= more && more <= SIZE && revealed <= known && known <= more);
        (committed, revealed) = (more, known);
    }

    /* VERDICT */

    function _refund() private {
        state = State.Undecided;
        ++_refunds;
        _moved();
    }

    function _decide(uint256 votes, bytes32 its) private {
        (state, winners, output) = (State.Decided, votes, its);
        if (_firstOutput == 0) _firstOutput = its;
        ++_decisions;
        _lateVerdict = _lateVerdict || time >= DEAD_AT;
        _moved();
    }

    function _moved() private {
        bool further = _last == State.None ? state == State.Open : _last == State.Open && state != State.None;
        _backwards = _backwards || !further;
        _last = state;
    }

    /* PROPERTIES */

    /// @notice F2. A verdict stays.
    function finality() external view {
        assert(state != State.Decided || (output == _firstOutput && output != 0));
    }

    /// @notice F3. A decision has a quorum of the whole committee behind it: with F6, more than half.
    function strictMajority() external view {
        assert(state != State.Decided || winners >= QUORUM);
        assert(state != State.Decided || winners <= revealed);
    }

    /// @notice F4. A task is decided or refunded, once.
    function noDoublePayout() external view {
        assert(_decisions + _refunds <= 1);
    }

    /// @notice F10. Anybody can close an open task once its reveals are over, and nobody can keep it open.
    function anybodyCanClose() external view {
        assert(state != State.Open || time < REVEAL_END || canFinalize());
    }

    /// @notice F11. None, Open, then Decided or Undecided.
    function statesMoveRight() external view {
        assert(!_backwards);
    }

    /// @notice 4.1. No commit after a reveal: nobody can copy what it saw.
    function noCommitAfterReveal() external view {
        assert(!_lateCommit);
    }

    /// @notice 4.1. No decision after a task's death.
    function noLateVerdict() external view {
        assert(!_lateVerdict);
    }
}
