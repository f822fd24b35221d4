// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Order, Seed, State} from "../interfaces/ConsensusTypes.sol";
import {ParametersLib} from "../libraries/ParametersLib.sol";
import {RoundLib} from "../libraries/RoundLib.sol";
import {APPEALABLE, IS_APPEAL, TaskWord, UNAVAILABLE_FOUND} from "../libraries/TaskWordLib.sol";
import {TaskId} from "../types/TaskId.sol";
import {Verdicts} from "./Verdicts.sol";

/// @title Finality
/// @notice Until when a decision can change.
abstract contract Finality is Verdicts {
    uint256 internal constant MAXIMUM_ATTEMPTS = ParametersLib.MAXIMUM_ATTEMPTS;
    /// @dev A list of so many committees answers an appeal without the first one.
    uint256 internal constant EXCLUDING_COMMITTEES = 4;

    /// @dev Each appeal opens the window for as long as it may live, so that one that found nothing can be repeated.
    function _appealableUntil(TaskWord t, uint256 attempts) internal view returns (uint256) {
        return _deadAt(t) + APPEAL_WINDOW + attempts * LIFE;
    }

    /// @dev How many members an appeal of a task asks now, and whether its first committee is left out.
    function _appealSizeOf(Order memory order, uint256 size) internal view returns (uint256 asked, bool excludes) {
        uint256 places = _lists[_listId(order.model, order.author, order.authorBps)].lengths
            .sumAt(HIGHEST_CLASS, _epochAt(block.timestamp));
        excludes = places >= EXCLUDING_COMMITTEES * size;
        asked = excludes ? places - size : places;
        if (asked > MAXIMUM_COMMITTEE) asked = MAXIMUM_COMMITTEE;
    }

    /// @dev Whether nothing can change a decision any more. A window that nobody could have used, because no round
    /// came, is not over.
    function _isFinal(TaskId task, TaskWord t) internal view returns (bool) {
        if (t.has(IS_APPEAL) || !t.has(APPEALABLE)) return true;
        Appeal storage a = _appeals[task];
        if (!a.task.isNone()) {
            TaskWord found = _tasks[a.task];
            if (found.state() == State.Open || found.has(UNAVAILABLE_FOUND)) return false;
            if (found.state() == State.Decided) return _output(a.task) == _output(task);
        }
        return _isWindowOver(_appealableUntil(t, a.attempts));
    }

    /// @dev Whether the last appeal did not get the prompt, and no other can ask again: the decision can be neither
    /// relied on nor overturned.
    function _isVoid(TaskWord t, Appeal storage a) internal view returns (bool) {
        if (a.task.isNone() || !_tasks[a.task].has(UNAVAILABLE_FOUND)) return false;
        return a.attempts >= MAXIMUM_ATTEMPTS || _isWindowOver(_appealableUntil(t, a.attempts));
    }

    /// @dev A round that was published in the window shows that an appeal could have had one; without any, the window
    /// waits as long as the beacon may be silent.
    function _isWindowOver(uint256 until) internal view returns (bool) {
        if (block.timestamp < until) return false;
        return _lastHeard() + APPEAL_WINDOW >= until || block.timestamp >= until + OUTAGE;
    }

    /// @dev Whether the beacon is silent: nobody posted the round that an appeal waited for, for as long as that takes.
    /// That nobody needed a round for so long would not be enough.
    function _isSilenceShown(TaskId appealTask) internal view returns (bool) {
        if (appealTask.isNone()) return false;
        TaskWord t = _tasks[appealTask];
        if (t.seed() == Seed.Block || block.timestamp < t.addedAt() + OUTAGE) return false;
        return BEACON.randomness(_roundFor(t.addedAt())) == 0;
    }

    /// @dev The time of the latest round that anybody posted; zero if nobody did.
    function _lastHeard() private view returns (uint256) {
        uint64 latest = BEACON.latest();
        return latest == 0 ? 0 : RoundLib.timeOf(latest, BEACON_GENESIS, BEACON_PERIOD);
    }
}
