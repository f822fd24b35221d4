// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {Trespasses} from "./Trespasses.sol";

/// @notice Several steps that nobody disturbs: by single ones a random sequence would hardly ever come this far.
abstract contract Sequences is Trespasses {
    /// @dev A task up to its verdict: in court, there after lane 1 was tried, or in lane 1 after some went to court;
    /// and then whoever signed something else.
    function trial(uint256 person, uint256 size, uint256 mood) external {
        uint8 committeeSize = boundSize(size);
        if (consensus.activeSeats() < committeeSize) return;
        bytes32 task = _addTask(anyPerson(person), orderOf(committeeSize, mood));
        _sealBlock();
        if (!knowsCommittee(task)) return;
        if (mood % 4 == 1) _commitAll(task, mood);
        if (mood % 4 != 0) _settle(votingOn(task, mix(mood, 1) | (mood % 8)), mood);
        if (isOpen(task)) _try(task, mood);
        if (consensus.getTask(task).state == State.Decided) _contradict(task, mood);
    }

    /// @dev Liars are in one mood throughout.
    function _try(bytes32 task, uint256 mood) private {
        _commitAll(task, mood);
        Task memory t = consensus.getTask(task);
        if (!areCommitsOver(task, t)) vm.warp(commitEnd(task));
        _revealAll(task, mood >> 8);
        if (!isOpen(task)) return;
        t = consensus.getTask(task);
        for (uint8 member; member < t.committeeSize; ++member) {
            _revealOutOfTurn(task, member, t);
        }
        if (mayFinalize(task)) _finalize(task);
    }

    /// @dev Some, and some of them again.
    function _contradict(bytes32 task, uint256 mood) private {
        for (uint256 i; i < 2; ++i) {
            _punishSomebody(task, mood >> (8 * i), mix(mood, i));
        }
        for (uint256 member; member < stories[task].size; ++member) {
            _punishWrongly(task, member);
        }
    }

    /// @dev A task that nobody had to draw is decided, and then the hash of its block is out of reach.
    function lapse(uint256 person, uint256 size, uint256 seed) external {
        uint8 committeeSize = boundSize(size);
        if (consensus.activeSeats() < committeeSize) return;
        bytes32 task = _addTask(anyPerson(person), orderOf(committeeSize, seed));
        _sealBlock();
        if (!_answer(task, seed)) return;
        vm.roll(vm.getBlockNumber() + 256);
        _punishWrongly(task, seed % committeeSize);
        _appealWrongly(task);
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

    /// @dev Now and then: of the seats about a third leave, and when their stake is out, others take their slots. Then
    /// comes a task as large as the seats are many, of which half are too new to be drawn.
    function renew(uint256 person, uint256 seed) external {
        if (seed % 4 != 0) return;
        _sealBlock();
        for (uint256 i; i < SIGNERS; ++i) {
            if (mix(seed, i) % 3 == 0) _exitIfIn(i, mix(seed, i) >> 8);
        }
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        for (uint256 i; i < SIGNERS; ++i) {
            _withdrawIfGone(i);
        }
        for (uint256 i; i < SIGNERS; ++i) {
            _joinIfOut((i + seed % SIGNERS) % SIGNERS);
        }
        bytes32 task = _addLargeTask(person, consensus.activeSeats(), seed);
        _sealBlock();
        if (isHopeless(task)) _cancel(task);
    }

    function isOpen(bytes32 task) private view returns (bool) {
        return consensus.getTask(task).state == State.Open;
    }
}
