// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed} from "../../src/interfaces/ConsensusTypes.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskTrespasses} from "./TaskTrespasses.sol";

/// @notice Several steps that nobody disturbs: by single ones a random sequence would hardly ever come this far.
abstract contract Sequences is TaskTrespasses {
    /* TASKS */

    /// @dev A task up to its verdict: in court, convened there, there after lane 1 was tried, or in lane 1 after some
    /// went to court; then whoever comes late, and whoever signed something else; then, now and then, its end.
    function trial(uint256 person, uint256 size, uint256 mood) external {
        (bool can, Order memory order) = orderOf(boundSize(size), mood);
        if (!can) return;
        TaskId task = _addTask(anyPerson(person), order);
        _start(task, person);
        if (!knowsCommittee(task) || !isAlive(task)) return;
        if (mood % 5 == 1) _convene(votingOn(task, mix(mood, 1)));
        else if (mood % 5 == 2) _commitAll(task, mood);
        if (mood % 3 != 0) _settle(votingOn(task, mix(mood, 2) | (mood % 8)));
        if (isOpen(task)) _try(task, mood);
        if (!isDecided(task)) return;
        _addVotes(task, mood, mood % 4);
        _contradict(task, mood);
        if (mood % 7 < 3) _wrapUp(task, person);
    }

    /// @dev Liars are in one mood throughout. Somebody may settle while others have not revealed.
    function _try(TaskId task, uint256 mood) private {
        if (mayCommit(task)) _commitAll(task, mood);
        if (!areCommitsOver(task)) vm.warp(commitEnd(task));
        if (mood % 11 < 3) _revealSome(task, mood);
        if (mood % 11 < 3 && isOpen(task)) _settle(quorumOnly(votingOn(task, mix(mood, 3))));
        _revealAll(task, mood >> 8);
        for (uint8 member; member < stories[task].t.committeeSize; ++member) {
            _revealOutOfTurn(task, member);
        }
        if (isOpen(task) && !mayFinalize(task) && mood % 2 == 0) vm.warp(revealEnd(task));
        if (isOpen(task) && mayFinalize(task)) _finalize(task);
    }

    function _revealSome(TaskId task, uint256 mood) private {
        uint256 member = mood % stories[task].t.committeeSize;
        if (mayReveal(task, member)) _reveal(task, member);
    }

    /// @dev Some, and some of them again.
    function _contradict(TaskId task, uint256 mood) private {
        for (uint256 i; i < 2; ++i) {
            _punishSomebody(task, mood >> (8 * i), mix(mood, i));
        }
        _punishWrongly(task, mood % stories[task].t.committeeSize);
        _addVoteWrongly(task, mix(mood, 9) % stories[task].t.committeeSize);
    }

    function _wrapUp(TaskId task, uint256 person) private {
        if (isAlive(task)) vm.warp(deadAt(task));
        if (mayClose(task)) _close(task, anyPerson(person));
        _releaseWrongly(task);
        if (mayRelease(task)) _release(task);
    }

    /// @dev A settlement leaves out whom it can; they bring their votes.
    function leaveOut(uint256 person, uint256 size, uint256 seed) external {
        (bool can, Order memory order) = orderOf(boundSize(size), seed);
        if (!can) return;
        TaskId task = _addTask(anyPerson(person), order);
        _start(task, person);
        if (!knowsCommittee(task) || !isAlive(task)) return;
        _settle(quorumOnly(votingOn(task, seed % 16 < 12 ? seed - seed % 4 : seed)));
        if (!isDecided(task)) return;
        _addVotes(task, seed, seed % 5);
        _addVoteWrongly(task, mix(seed, 1) % order.committeeSize);
        if (seed % 3 == 0) _wrapUp(task, person);
    }

    /* APPEALS */

    /// @dev A task is decided, questioned, answered, questioned again where there was no answer, and its consequences
    /// drawn, or not in time. Beside it there is another of the same day, answered when its members may be poor.
    function dispute(uint256 person, uint256 size, uint256 seed) external {
        (bool can, Order memory order) = orderOf(uint8(bound(size, 3, 7)), seed);
        if (!can) return;
        address requester = anyPerson(person);
        TaskId task = _addTask(requester, order);
        order.nonce = nextNonce();
        TaskId other = _addTask(requester, order);
        _start(task, person);
        if (!_answer(task, seed)) return;
        for (uint256 round; round < 3 && mayAppeal(task); ++round) {
            TaskId appealTask = _appeal(task, anyPerson(person >> round), mix(seed, round));
            _concludeWrongly(task);
            if (mix(seed, round) % 8 != 0) _start(appealTask, person);
            if (_answer(appealTask, mix(seed, round + 10))) break;
            if (isOpen(appealTask)) _expire(appealTask, mix(seed, round + 20));
        }
        if (seed % 16 == 0) skip(p.unbondingPeriod);
        if (mayConclude(task)) _conclude(task);
        _concludeWrongly(task);
        if (isAlive(other) && knowsCommittee(other)) _settle(votingOn(other, mix(seed, 5)));
        if (isOpen(other) && isAlive(other) && knowsCommittee(other)) _try(other, mix(seed, 6));
    }

    function _answer(TaskId task, uint256 seed) private returns (bool) {
        if (!knowsCommittee(task) || !isAlive(task)) return false;
        Voting memory v = votingOn(task, seed - seed % 8);
        if (!decides(v)) v = votingOn(task, seed);
        if (!decides(v)) return false;
        _settle(v);
        return isDecided(task);
    }

    /// @dev Nobody answers; without a round the beacon may count as silent.
    function _expire(TaskId task, uint256 dice) private {
        if (now_() < revealEnd(task)) vm.warp(revealEnd(task));
        _finalize(task);
        if (!isRoundKnown(task) && dice % 2 == 0) vm.warp(stories[task].t.addedAt + p.outage);
    }

    /// @dev Past all windows: what is left over goes where it belongs.
    function mature(uint256 t, uint256 person) external {
        (bool exists, TaskId task) = pick(decidedTasks, t);
        if (!exists || t % 4 != 0) return;
        if (stories[task].t.isAppeal && mayConclude(stories[task].questions)) _conclude(stories[task].questions);
        uint256 until = appealableUntil(task);
        if (now_() < until) vm.warp(until);
        _appealWrongly(task);
        _wrapUp(task, person);
        _noteFinality();
    }

    /* SEATS */

    /// @dev Some epochs go by: who was put out is pruned, who left is paid, others come and take places.
    function recruit(uint256 person, uint256 seed) external {
        for (uint256 i; i < 3; ++i) {
            _sealBlock();
            (bool isDead, uint16 dead) = deadSeat(mix(seed, i));
            if (isDead) _prune(dead, anyPerson(person));
            _withdrawAnyGone();
            if (hasRoom()) _join(mix(seed, i + 10), mix(seed, i + 20));
            _fill(0, mix(seed, i + 30));
            _fill(1, mix(seed, i + 40));
            vm.warp((epochNow() + 1) * p.epoch);
        }
    }

    function _withdrawAnyGone() private {
        for (uint16 seat; seat < seats.length; ++seat) {
            if (seats[seat].signer != address(0) && mayWithdraw(seat)) return _withdrawSeat(seat);
        }
    }

    /// @dev Up to what the list takes; a poor seat is topped up first.
    function _fill(uint256 list, uint256 dice) private {
        (bool exists, uint16 seat) = unplacedSeat(dice);
        if (!exists || !isOpenTo(list) || placesOf(list) >= (list == 0 ? 24 : 8)) return;
        if (!mayOffer(seat, list)) _topUp(seat, p.bond, anyPerson(dice));
        if (mayOffer(seat, list)) _offer(seat, list, uint8(mix(dice, 1) % CLASSES));
    }

    /// @dev Now and then: some seats leave, their stake is paid out, and others take their slots.
    function renew(uint256 seed) external {
        if (seed % 16 != 0) return;
        _sealBlock();
        for (uint16 seat; seat < seats.length; ++seat) {
            if (mix(seed, seat) % 6 == 0 && isStaying(seat)) _exit(seat, seed % 32 == 0);
        }
        skip(uint256(p.epoch) + p.unbondingPeriod);
        for (uint16 seat; seat < seats.length; ++seat) {
            if (seats[seat].signer != address(0) && mayWithdraw(seat)) _withdrawSeat(seat);
        }
    }

    /// @dev A task that asks as many as the list has places, of which some were put out: too few stay.
    function addHopelessTask(uint256 person, uint256 dice) external {
        (bool isDead, uint16 dead) = deadSeat(dice);
        if (!isDead) return;
        uint256 list = lastList[dead] - 1;
        uint256 places_ = placesOf(list);
        if (places_ < 3) return;
        Order memory order = orderFrom(list, uint8(places_ < 15 ? places_ : 15), dice);
        (order.share, order.seed, order.roundTip) = (uint64(priceOf(CLASSES - 1)), Seed.Block, 0);
        TaskId task = _addTask(anyPerson(person), order);
        _sealBlock();
        if (isHopeless(task)) _cancel(task);
    }
}
