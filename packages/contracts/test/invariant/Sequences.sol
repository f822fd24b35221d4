// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {Trespasses} from "./Trespasses.sol";

/// @notice Several steps that nobody disturbs: by single ones a random sequence would hardly ever come this far.
abstract contract Sequences is Trespasses {
    /// @dev A task up to its verdict in court, half of the time after lane 1 was tried.
    function trial(uint256 person, uint256 size, uint256 mood) external {
        uint8 committeeSize = boundSize(size);
        if (consensus.activeSeats() < committeeSize) return;
        bytes32 task = _addTask(anyPerson(person), orderOf(committeeSize, mood));
        _sealBlock();
        if (!knowsCommittee(task)) return;
        if (mood % 2 == 0) _settle(votingOn(task, mix(mood, 1) | 7), mood);
        if (isOpen(task)) _try(task, mood);
    }

    /// @dev Liars are in one mood throughout.
    function _try(bytes32 task, uint256 mood) private {
        _commitAll(task, mood);
        Task memory t = consensus.getTask(task);
        if (!areCommitsOver(task, t)) vm.warp(commitEnd(task));
        _revealAll(task, mood);
        if (isOpen(task) && mayFinalize(task)) _finalize(task);
    }

    /// @dev A task is decided, questioned, answered, questioned again where there was no answer, and its consequences
    /// drawn, or not in time.
    function dispute(uint256 person, uint256 size, uint256 seed) external {
        uint8 committeeSize = boundSize(size);
        if (consensus.activeSeats() < committeeSize) return;
        bytes32 task = _addTask(anyPerson(person), orderOf(committeeSize, seed));
        _sealBlock();
        if (!_answer(task, seed)) return;
        for (uint256 round; round < 2 && mayAppeal(task); ++round) {
            bytes32 appealTask = _appeal(task, anyPerson(person >> round), seed);
            _sealBlock();
            if (_answer(appealTask, mix(seed, round))) break;
            if (isOpen(appealTask)) _expire(appealTask);
        }
        if (seed % 8 == 0) skip(p.unbondingPeriod);
        _tryOverturn(task);
        _overturnWrongly(task);
    }

    function _answer(bytes32 task, uint256 seed) private returns (bool) {
        if (!knowsCommittee(task)) return false;
        Voting memory v = votingOn(task, seed);
        if (!decides(v)) return false;
        _settle(v, seed);
        return consensus.getTask(task).state == State.Decided;
    }

    function _expire(bytes32 task) private {
        vm.warp(revealEnd(task));
        _finalize(task);
    }

    function isOpen(bytes32 task) private view returns (bool) {
        return consensus.getTask(task).state == State.Open;
    }
}
