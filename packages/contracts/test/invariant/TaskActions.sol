// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../../src/interfaces/ConsensusTypes.sol";
import {SeatActions} from "./SeatActions.sol";

/// @notice Tasks are paid for, their committees drawn, and the hopeless ones given up.
abstract contract TaskActions is SeatActions {
    bytes32 internal constant MODEL = keccak256("model");

    uint64 private _nonce;

    /* ADDING */

    function addTask(uint256 person, uint256 size, uint256 fee) external {
        uint8 committeeSize = boundSize(size);
        if (consensus.activeSeats() >= committeeSize) _addTask(anyPerson(person), orderOf(committeeSize, fee));
    }

    /// @dev As many members as there are active seats: those that joined a moment ago cannot be drawn yet.
    function addLargeTask(uint256 person, uint256 fee) external {
        uint256 active = consensus.activeSeats();
        if (active >= 3) _addLargeTask(person, active, fee);
    }

    function _addLargeTask(uint256 person, uint256 active, uint256 fee) internal returns (bytes32) {
        return _addTask(anyPerson(person), orderOf(uint8(active < 15 ? active : 15), fee));
    }

    function _addTask(address requester, Order memory order) internal returns (bytes32 task) {
        uint256 value = fund(requester, order.fee);
        vm.prank(requester);
        task = consensus.addTask{value: value}(order);
        _added(task, requester, order);
        count("addTask");
    }

    function addTasks(uint256 person, uint256 many, uint256 seed) external {
        Order[] memory orders = new Order[](bound(many, 1, 4));
        uint256 fees;
        for (uint256 i; i < orders.length; ++i) {
            orders[i] = orderOf(uint8(3 + mix(seed, i) % 5), mix(seed, i));
            fees += orders[i].fee;
        }
        if (consensus.activeSeats() >= 7) _addTasks(anyPerson(person), orders, fees);
    }

    function _addTasks(address requester, Order[] memory orders, uint256 fees) private {
        uint256 value = fund(requester, fees);
        vm.prank(requester);
        bytes32[] memory added = consensus.addTasks{value: value}(orders);
        for (uint256 i; i < added.length; ++i) {
            _added(added[i], requester, orders[i]);
        }
        count("addTasks");
    }

    /// @dev Small committees mostly: they are quick, and attackers get a quorum now and then.
    function boundSize(uint256 size) internal pure returns (uint8) {
        return uint8(bound(size, 3, mix(size, 1) % 4 == 0 ? 15 : 7));
    }

    function orderOf(uint8 size, uint256 fee) internal returns (Order memory) {
        return Order(MODEL, keccak256(abi.encode(fee)), size, feeOf(fee, size), ++_nonce);
    }

    function feeOf(uint256 fee, uint256 size) internal view returns (uint96) {
        return uint96(bound(fee, uint256(p.minimumFeePerSeat) * size, uint256(hardSlash()) * size));
    }

    function nextNonce() internal returns (uint64) {
        return ++_nonce;
    }

    /* THE COMMITTEE */

    function draw(uint256 t) external {
        (bool exists, bytes32 task) = t % 4 == 0 ? pick(decidedTasks, t / 4) : pickOpen(t / 4);
        if (exists && isSealed(task) && !stories[task].isDrawn && knowsCommittee(task)) _draw(task);
    }

    function _draw(bytes32 task) private {
        consensus.draw(task);
        stories[task].isDrawn = true;
        committee_is_stable(task);
        count("draw");
    }

    /// @dev Nobody can compute it, and nobody ever will.
    function cancel(uint256 t) external {
        (bool exists, bytes32 task) = pickOpen(t);
        if (exists && isHopeless(task)) _cancel(task);
    }

    function _cancel(bytes32 task) internal {
        Books memory expected = books();
        consensus.cancel(task);
        _judge(expected, task, consensus.getTask(task), new bytes32[](stories[task].size), false);
        _assertBooks(expected);
        count("cancel");
    }

    function isHopeless(bytes32 task) internal view returns (bool) {
        Story storage s = stories[task];
        if (s.isDrawn || !isSealed(task)) return false;
        // Where nobody was eligible in time, nobody will be.
        return !s.hasCommittee || !isHashKnown(s);
    }

    /* LANES */

    /// @dev Alive, and its committee known: whoever brings the votes of a quorum decides it.
    function pickAnswerable(uint256 dice) internal view returns (bool exists, bytes32 task) {
        (exists, task) = pickOpen(dice);
        exists = exists && isSealed(task) && isAlive(task) && knowsCommittee(task);
    }

    function saltOf(bytes32 task, uint256 member) internal pure returns (bytes32) {
        return bytes16(keccak256(abi.encode("salt", task, member)));
    }

    function commitmentOf(bytes32 task, uint256 member, bytes32 output) internal view returns (bytes32) {
        return keccak256(abi.encode(task, stories[task].seats[member], output, saltOf(task, member)));
    }
}
