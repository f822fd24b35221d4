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
        if (mix(mood, 99) % 4 == 0) _tooEarly(task);
        _start(task, person);
        if (!knowsCommittee(task) || !isAlive(task)) return;
        uint256 kind = mix(mood, 100) % 8;
        if (kind == 1 && mayConvene(task)) _convene(votingOn(task, mix(mood, 1)));
        if (kind == 2 && mayCommit(task)) _commitAll(task, mood);
        if (kind == 3) _conveneWrongly(task, mood | 7);
        if (kind > 5) _settle(votingOn(task, mix(mood, 2) | (mood % 8)));
        if (isOpen(task)) _try(task, mood);
        if (!isDecided(task)) return;
        _addVotes(task, mood, mood % 4);
        _contradict(task, mood);
        if (mix(mood, 101) % 4 != 0) _wrapUp(task, person);
    }

    function _tooEarly(TaskId task) private {
        _drawWrongly(task);
        _sealBlock();
        if (isRoundKnown(task)) return;
        _drawWrongly(task);
        _cancelWrongly(task);
    }

    /// @dev Liars are in one mood throughout. Somebody may settle while others have not revealed.
    function _try(TaskId task, uint256 mood) private {
        if (mayCommit(task)) _commitAll(task, mood);
        uint8 member = uint8(mood % stories[task].t.committeeSize);
        _commitOutOfTurn(task, member);
        _conveneWrongly(task, mood);
        if (!areCommitsOver(task)) vm.warp(commitEnd(task));
        if (mix(mood, 102) % 4 == 0) {
            if (mayReveal(task, member)) _reveal(task, member);
            if (isOpen(task)) _settle(quorumOnly(votingOn(task, mix(mood, 3))));
        }
        _revealAll(task, mood >> 8);
        for (uint8 m; m < stories[task].t.committeeSize; ++m) {
            _revealOutOfTurn(task, m);
        }
        if (isOpen(task) && !mayFinalize(task) && mood % 2 == 0) vm.warp(revealEnd(task));
        if (isOpen(task) && mayFinalize(task)) _finalize(task);
    }

    /// @dev Some, and some of them again.
    function _contradict(TaskId task, uint256 mood) private {
        for (uint256 i; i < 2; ++i) {
            _punishSomebody(task, mood >> (8 * i), mix(mood, i));
        }
        _punishWrongly(task, mood % stories[task].t.committeeSize);
        _addVoteWrongly(task, unknownMember(task, mix(mood, 9)));
    }

    /// @dev One whose vote is not known, if there is one.
    function unknownMember(TaskId task, uint256 dice) private view returns (uint256 member) {
        uint256 size = stories[task].t.committeeSize;
        for (uint256 i; i < size; ++i) {
            member = (dice % size + i) % size;
            if (!has(stories[task].t.revealed, member)) return member;
        }
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
        _settle(quorumOnly(votingOn(task, mix(seed, 100) % 4 != 0 ? seed - seed % 4 : seed)));
        if (!isDecided(task)) return;
        _addVotes(task, seed, seed % 5);
        _addVoteWrongly(task, unknownMember(task, mix(seed, 1)));
        if (seed % 3 == 0) _wrapUp(task, person);
    }

    /* APPEALS */

    /// @dev A task is decided, questioned, answered, questioned again where there was no answer, and its consequences
    /// drawn, or not in time. Beside it there is another of the same day, which ends when its members may be poor.
    function dispute(uint256 person, uint256 size, uint256 seed) external {
        (bool can, Order memory order) = orderOf(uint8(bound(size, 3, 7)), seed);
        if (!can) return;
        address requester = anyPerson(person);
        TaskId task = _addTask(requester, order);
        uint256 reached = reachOf(listOf(order), order.share);
        (order.nonce, order.committeeSize) = (nextNonce(), uint8(reached < 6 ? reached : 6));
        TaskId other = _addTask(requester, order);
        _start(task, person);
        if (!_answer(task, seed, true)) return;
        if (seed % 2 == 0) _answer(other, mix(seed, 1), true);
        _question(task, person, seed);
        if (mix(seed, 2) % 16 == 0) skip(p.unbondingPeriod);
        if (mayConclude(task)) _conclude(task);
        if (stories[task].appeal.overturned) {
            _addVotes(task, seed, 2);
            _askThePoor(person, mix(seed, 7));
        }
        _concludeWrongly(task);
        _addVoteWrongly(task, unknownMember(task, seed));
        _punishWrongly(task, seed % stories[task].t.committeeSize);
        _endBeside(other, mix(seed, 3));
        if (mix(seed, 4) % 4 == 0) _askInVain(person, seed);
    }

    function _question(TaskId task, uint256 person, uint256 seed) private {
        for (uint256 round; round < 3 && mayAppeal(task); ++round) {
            TaskId appealTask = _appeal(task, anyPerson(person >> round), mix(seed, round));
            _concludeWrongly(task);
            if (mix(seed, round + 5) % 8 != 0) _start(appealTask, person);
            if (_answer(appealTask, mix(seed, round + 10), false)) return;
            if (isOpen(appealTask)) _expire(appealTask, mix(seed, round + 20));
        }
    }

    /// @dev In the second in which seats lost their bonds they are drawn a last time. Others decide without them, and
    /// they come late.
    function _askThePoor(uint256 person, uint256 seed) private {
        TaskId[3] memory asked;
        for (uint256 i; i < asked.length; ++i) {
            (bool can, Order memory order) = orderOf(7, mix(seed, i));
            if (can) asked[i] = _addTask(anyPerson(person), order);
        }
        for (uint256 i; i < asked.length; ++i) {
            if (isOpen(asked[i])) _start(asked[i], person);
            if (isOpen(asked[i])) _decideWithoutThePoor(asked[i], mix(seed, i));
        }
    }

    function _decideWithoutThePoor(TaskId task, uint256 seed) private {
        if (!knowsCommittee(task)) return;
        Voting memory v = votingOn(task, seed - seed % 8);
        for (uint256 m; m < v.outputs.length; ++m) {
            if (!isStrongAt(task, m)) v.voters &= ~bitOf(m);
        }
        if (decides(v)) _settle(v);
        if (isDecided(task)) _addVotes(task, seed, 15);
    }

    /// @dev Who was left out comes late; or all go to court.
    function _endBeside(TaskId task, uint256 seed) private {
        if (!isAlive(task) || !knowsCommittee(task)) return;
        if (isOpen(task)) _settle(votingOn(task, seed));
        if (isOpen(task)) _try(task, seed);
        if (isDecided(task)) _addVotes(task, seed, 15);
    }

    /// @param few Whether no more votes are brought than a quorum needs.
    function _answer(TaskId task, uint256 seed, bool few) private returns (bool) {
        if (!knowsCommittee(task) || !isAlive(task) || !isOpen(task)) return false;
        Voting memory v = votingOn(task, seed - seed % 8);
        if (!decides(v)) v = votingOn(task, seed);
        if (few && seed % 3 != 0) v = quorumOnly(v);
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

    /// @dev Some epochs go by: who was put out is pruned, who left is paid, others come, take places and move.
    function recruit(uint256 person, uint256 seed) external {
        for (uint256 i; i < 4; ++i) {
            _sealBlock();
            (bool isDead, uint16 dead) = deadSeat(mix(seed, i));
            if (isDead && mix(seed, i) % 4 == 0) _prune(dead, anyPerson(person));
            _withdrawAnyGone();
            if (hasRoom()) _join(mix(seed, i + 10), mix(seed, i + 20));
            _fill(0, mix(seed, i + 30));
            _fill(1, mix(seed, i + 40));
            (bool exists, uint16 seat) = anySeat(mix(seed, i + 50));
            if (exists && isPlaced(seat) && i == 0) _withdrawOffer(seat, true);
            (exists, seat) = unplacedSeat(mix(seed, i + 60));
            if (exists) _placeWrongly(seat, i % LISTS);
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

    function addHopelessTask(uint256 person, uint256 dice) external {
        _askInVain(person, dice);
    }

    /// @dev A task that asks as many as its share reaches, of which some were put out: too few stay.
    function _askInVain(uint256 person, uint256 dice) private {
        (bool isDead, uint16 dead) = deadSeat(dice);
        if (!isDead) return;
        _withdrawWrongly(dead);
        _changeWrongly(dead, seats[dead].owner);
        _sealBlock();
        uint256 list = lastList[dead] - 1;
        uint256 share = priceOf(seats[dead].class);
        uint256 reached = reachOf(list, share);
        if (reached < 3) return;
        Order memory order = orderFrom(list, uint8(reached < 15 ? reached : 15), dice);
        (order.share, order.seed, order.roundTip) = (uint64(share), Seed.Block, 0);
        TaskId task = _addTask(anyPerson(person), order);
        _sealBlock();
        if (!isHopeless(task)) return;
        _drawWrongly(task);
        _cancel(task);
    }
}
