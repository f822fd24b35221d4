// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Seed} from "../../src/interfaces/ConsensusTypes.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {PlaceActions} from "./PlaceActions.sol";

/// @notice Tasks are paid for, their rounds posted, their committees drawn, and the hopeless ones given up.
abstract contract TaskActions is PlaceActions {
    uint64 private _nonce;

    /* ADDING */

    function addTask(uint256 person, uint256 size, uint256 dice) external {
        (bool can, Order memory order) = orderOf(boundSize(size), dice);
        if (can) _addTask(anyPerson(person), order);
    }

    function _addTask(address requester, Order memory order) internal returns (TaskId task) {
        uint256 value = fund(requester, feeOf(order));
        vm.prank(requester);
        task = consensus.addTask{value: value}(order);
        _added(task, requester, order, listOf(order));
        count(order.seed == Seed.Block ? "addTask" : "addBeaconTask");
    }

    function addTasks(uint256 person, uint256 many, uint256 seed) external {
        Order[] memory orders = new Order[](bound(many, 1, 4));
        uint256 fees;
        for (uint256 i; i < orders.length; ++i) {
            bool can;
            (can, orders[i]) = orderOf(uint8(3 + mix(seed, i) % 5), mix(seed, i));
            if (!can) return;
            fees += feeOf(orders[i]);
        }
        address requester = anyPerson(person);
        uint256 value = fund(requester, fees);
        vm.prank(requester);
        TaskId[] memory added = consensus.addTasks{value: value}(orders);
        for (uint256 i; i < added.length; ++i) {
            _added(added[i], requester, orders[i], listOf(orders[i]));
        }
        count("addTasks");
    }

    /* ORDERS */

    /// @dev Small committees mostly: they are quick, and attackers get a quorum now and then.
    function boundSize(uint256 size) internal pure returns (uint8) {
        return uint8(bound(size, 3, mix(size, 1) % 4 == 0 ? 15 : 7));
    }

    function listOf(Order memory order) internal pure returns (uint256) {
        return order.author == address(0) ? 0 : 1;
    }

    /// @dev Whether the list has places for it, and what a die says of the rest.
    function orderOf(uint8 size, uint256 dice) internal returns (bool, Order memory order) {
        uint256 list = mix(dice, 1) % 4 == 0 ? 1 : 0;
        order = orderFrom(list, size, dice);
        uint256 reached = reachOf(list, order.share);
        if (reached < size && mix(dice, 2) % 2 == 0) {
            order.share = uint64(priceOf(CLASSES - 1));
            reached = reachOf(list, order.share);
        }
        order.minimumPlaces = uint16(mix(dice, 3) % (reached + 1));
        return (reached >= size, order);
    }

    function orderFrom(uint256 list, uint8 size, uint256 dice) internal returns (Order memory order) {
        ListSpec storage l = lists[list];
        (order.model, order.author, order.authorBps) = (l.model, l.author, l.authorBps);
        order.prompt = Digest.wrap(keccak256(abi.encode(dice)));
        (order.committeeSize, order.share, order.nonce) = (size, shareOf(dice), ++_nonce);
        if (mix(dice, 4) % 3 != 0) order.seed = Seed.Block;
        else if (mix(dice, 5) % 2 == 0) order.roundTip = uint32(mix(dice, 6));
    }

    /// @dev Cheap, dear, and half of the time exactly the price of a class.
    function shareOf(uint256 dice) private view returns (uint64) {
        uint256 price = priceOf(mix(dice, 7) % CLASSES);
        uint256 most = 4 * price < hardSlash() ? 4 * price : hardSlash();
        return uint64(mix(dice, 8) % 2 == 0 ? price : bound(mix(dice, 9), price, most));
    }

    function nextNonce() internal returns (uint64) {
        return ++_nonce;
    }

    /* ROUNDS */

    function postRound(uint256 t, uint256 person) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (exists && mayPost(task)) _postRound(task, anyPerson(person));
    }

    function mayPost(TaskId task) internal view returns (bool) {
        return !isRoundKnown(task) && now_() >= stories[task].startsAt;
    }

    /// @dev Of a task in its own block: the committee becomes known.
    function _start(TaskId task, uint256 person) internal {
        _sealBlock();
        if (stories[task].t.seed == Seed.Block) return;
        if (now_() < stories[task].startsAt) vm.warp(stories[task].startsAt);
        if (mayPost(task)) _postRound(task, anyPerson(person));
    }

    /* THE COMMITTEE */

    function draw(uint256 t) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (exists && !stories[task].isDrawn && knowsCommittee(task)) _draw(task);
    }

    function _draw(TaskId task) internal {
        Committee committee = consensus.draw(stories[task].terms);
        assertEq(Committee.unwrap(committee), Committee.unwrap(stories[task].committee), "draw: the committee");
        stories[task].isDrawn = true;
        count("draw");
    }

    /// @dev Nobody can compute it, and nobody ever will.
    function cancel(uint256 t) external {
        (bool exists, TaskId task) = pickOpen(t);
        if (exists && isHopeless(task)) _cancel(task);
    }

    function _cancel(TaskId task) internal {
        consensus.cancel(stories[task].terms);
        _undecide(task, 0);
        count("cancel");
    }

    function isHopeless(TaskId task) internal view returns (bool) {
        Story storage s = stories[task];
        return !s.isDrawn && isSealed(task) && isRoundKnown(task) && !knowsCommittee(task);
    }

    /* VOTES */

    /// @dev Alive, and its committee known: whoever brings the votes of a quorum decides it.
    function pickAnswerable(uint256 dice) internal view returns (bool exists, TaskId task) {
        (exists, task) = pickOpen(dice);
        exists = exists && isSealed(task) && isAlive(task) && knowsCommittee(task);
    }

    function saltOf(TaskId task, uint256 member) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", task, member));
    }

    function commitmentOf(TaskId task, uint256 member, Digest output) internal view returns (bytes32) {
        return keccak256(abi.encode(task, stories[task].seats[member], output, saltOf(task, member)));
    }
}
