// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";

/// @notice A decided task, from its decision on: its appeal, and what follows. `ModelLinkTest` holds it and the
/// contract together, step by step.
contract AppealModel {
    uint256 public immutable LIFE;
    uint256 public immutable APPEAL_WINDOW;
    uint256 public immutable UNBONDING_PERIOD;

    uint256 public time;
    uint256 public addedAt;
    bool public decided;
    bytes32 public output;
    /// @dev Of the last appeal.
    State public state;
    uint256 public appealedAt;
    bytes32 public appealOutput;
    bool public overturned;

    /* WHAT HAPPENED, for the properties */

    bytes32 private _firstOutput;
    uint256 private _overturns;
    bool private _overturnedUpheld;
    bool private _stranded;

    constructor(uint32 commitWindow, uint32 revealWindow, uint32 proofWindow, uint32 appealWindow, uint32 unbonding) {
        LIFE = uint256(commitWindow) + revealWindow + proofWindow;
        require(appealWindow > 0 && unbonding >= 2 * LIFE + appealWindow);
        (APPEAL_WINDOW, UNBONDING_PERIOD) = (appealWindow, unbonding);
    }

    /* GUARDS */

    function canAppeal() public view returns (bool) {
        bool first = state == State.None || state == State.Undecided;
        return decided && first && time < addedAt + LIFE + APPEAL_WINDOW;
    }

    function canOverturn() public view returns (bool) {
        bool otherwise = state == State.Decided && appealOutput != output;
        return decided && otherwise && !overturned && time < addedAt + UNBONDING_PERIOD;
    }

    /* STEPS */

    function pass(uint256 to) external {
        require(to >= time && to < 2 ** 32);
        time = to;
    }

    function decide(uint256 since, bytes32 its) external {
        require(!decided && its != 0 && since <= time && time < since + LIFE);
        (decided, addedAt, output, _firstOutput) = (true, since, its, its);
    }

    function appeal() external {
        require(canAppeal());
        (state, appealedAt) = (State.Open, time);
    }

    /// @dev An appeal is a task with the same windows: `TaskModel.noLateVerdict` says that a dead one has no output.
    function closeAppeal(bytes32 its) external {
        require(state == State.Open && (its == 0 || time < appealedAt + LIFE));
        (state, appealOutput) = (its == 0 ? State.Undecided : State.Decided, its);
        _stranded = _stranded || (its != 0 && its != output && !canOverturn());
    }

    function overturn() external {
        require(canOverturn());
        _overturnedUpheld = _overturnedUpheld || appealOutput == 0 || appealOutput == output;
        overturned = true;
        ++_overturns;
    }

    /* PROPERTIES */

    /// @notice F2. A verdict stays, whatever an appeal says.
    function finality() external view {
        assert(output == _firstOutput);
    }

    /// @notice F4. An appeal has its consequences once at most, and only if it decided otherwise.
    function overturnedOnce() external view {
        assert(_overturns <= 1);
        assert(!_overturnedUpheld);
    }

    /// @notice F10. When an appeal decides otherwise, the winners' bonds are still here.
    function noStrandedAppeal() external view {
        assert(!_stranded);
    }
}
