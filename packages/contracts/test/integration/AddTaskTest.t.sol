// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BlockSeeds, Order, Seed, State, Task, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract AddTaskTest is SeatSteps {
    /* WHAT HAPPENS */

    function test_addTask_takesTheFeeAndTellsTheOrder(uint256 size, uint256 share, uint64 nonce, bytes32 prompt)
        public
    {
        vm.assume(prompt != 0);
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        (order.share, order.nonce) = (uint64(bound(share, p.minimumShare, hardSlash())), nonce);
        order.prompt = Digest.wrap(prompt);
        uint256 fee = uint256(order.committeeSize) * order.share;
        TaskId task = idOfOrder(REQUESTER, order);
        uint256 before = assetOf(address(consensus));
        payingPrank(REQUESTER, fee);
        vm.expectEmit(address(consensus));
        emit ITasks.TaskAdded(task, REQUESTER, listOf(MODEL), order);

        TaskId added = consensus.addTask{value: valueOf(fee)}(order);

        assertEq(TaskId.unwrap(added), TaskId.unwrap(task), "its id");
        assertEq(assetOf(address(consensus)) - before, fee * p.unit, "the fee");
        Task memory expected;
        (expected.state, expected.seed, expected.requester) = (State.Open, Seed.Block, REQUESTER);
        (expected.committeeSize, expected.share) = (order.committeeSize, order.share);
        (expected.addedAt, expected.addedIn) = (uint32(vm.getBlockTimestamp()), uint64(vm.getBlockNumber()));
        expected.appealable = order.committeeSize <= 12;
        assertEq(abi.encode(consensus.getTask(task)), abi.encode(expected), "task");
    }

    function test_addTask_byTheBeaconTakesTheTip(uint256 size, uint32 tip) public {
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        (order.seed, order.roundTip) = (Seed.Beacon, tip);
        uint256 before = assetOf(address(consensus));
        TaskId task = add(order);
        uint256 fee = uint256(order.committeeSize) * order.share + tip;
        assertEq(assetOf(address(consensus)) - before, fee * p.unit, "the fee and the tip");
        assertEq(consensus.getTask(task).roundTip, tip, "the tip");
        assertEq(consensus.roundOf(task), beacon.roundAt(vm.getBlockTimestamp() + p.seedDelay), "its round");
    }

    /// @dev The windows start with the block, or with the round.
    function test_addTask_whenItsWindowsStart(uint256 time) public {
        skip(bound(time, 0, 1_000));
        (Order memory byBlock, Order memory byBeacon) = (orderOf(3), orderOf(3));
        byBeacon.seed = Seed.Beacon;
        (uint256 startsAt,,,) = consensus.phasesOf(add(byBlock));
        assertEq(startsAt, vm.getBlockTimestamp(), "its block");
        TaskId task = add(byBeacon);
        (startsAt,,,) = consensus.phasesOf(task);
        assertEq(startsAt, beacon.timeOf(consensus.roundOf(task)), "its round");
        assertGe(startsAt, vm.getBlockTimestamp() + p.seedDelay, "after the delay");
        assertLt(startsAt, vm.getBlockTimestamp() + p.seedDelay + beacon.period(), "the first such round");
    }

    function test_addTask_theSameNonceOfAnotherRequester() public {
        Order memory order = orderOf(3);
        TaskId task = add(order, REQUESTER);
        assertTrue(task != add(order, STRANGER), "another task");
    }

    /// @dev The whole list counts, the classes that the share does not reach as well: an appeal may ask them all.
    function test_addTask_isAppealableInAListOfTwoCommittees() public {
        for (uint16 seat = 7; seat < 24; ++seat) {
            if (seat < 14) consensusReprice(seat, 3);
            else withdrawOffer(seat);
        }
        nextEpoch();
        Order memory order = orderOf(7);
        assertTrue(consensus.getTask(add(order)).appealable, "of fourteen, seven within reach");
        withdrawOffer(13);
        assertTrue(consensus.getTask(add(orderOf(7))).appealable, "still fourteen in this epoch");
        nextEpoch();
        assertTrue(!consensus.getTask(add(orderOf(7))).appealable, "of thirteen");
    }

    /// @dev Places of the next epoch are not asked yet.
    function test_addTask_countsPlacesOfThisEpoch() public {
        uint16 seat = join(24);
        offer(seat, 0);
        revertsTooFew(24, 25);
        nextEpoch();
        Order memory order = orderOf(3);
        order.minimumPlaces = 25;
        add(order);
    }

    /* REVERTS: THE ORDER */

    function test_addTask_revertsForACommitteeOfAnotherSize(uint8 size) public {
        vm.assume(size < 3 || size > 15);
        Order memory order = orderOf(size);
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.CommitteeSizeOutOfRange.selector, size, 3, 15));
    }

    function test_addTask_revertsWithoutModel() public {
        Order memory order = orderOf(3);
        order.model = Digest.wrap(0);
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    function test_addTask_revertsWithoutPrompt() public {
        Order memory order = orderOf(3);
        order.prompt = Digest.wrap(0);
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    function test_addTask_revertsBelowTheLeastShare(uint256 share) public {
        Order memory order = orderOf(3);
        order.share = uint64(bound(share, 0, p.minimumShare - 1));
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.ShareTooLow.selector, order.share, p.minimumShare);
        revertsWith(order, reason);
    }

    /// @dev A lie must cost more than it earns.
    function test_addTask_revertsAboveWhatALieCosts(uint256 share) public {
        Order memory order = orderOf(3);
        order.share = uint64(bound(share, hardSlash() + 1, type(uint64).max));
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.ShareTooHigh.selector, order.share, hardSlash()));
    }

    function test_addTask_revertsForATipOfABlock(uint256 tip) public {
        Order memory order = orderOf(3);
        order.roundTip = uint32(bound(tip, 1, type(uint32).max));
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.TipWithoutRound.selector, order.roundTip));
    }

    function test_addTask_revertsWithFewerPlacesThanAsked(uint256 minimum) public {
        revertsTooFew(24, uint16(bound(minimum, 25, type(uint16).max)));
    }

    function test_addTask_revertsForAListOfNobody(Digest model, address author, uint16 authorBps, uint256 size) public {
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        (order.model, order.author, order.authorBps) = (model, author, authorBps);
        vm.assume(!model.isNone() && (model != MODEL || author != address(0) || authorBps != 0));
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 0, order.committeeSize));
    }

    /// @dev Of 24 places 20 are dearer.
    function test_addTask_revertsWhenTheShareReachesTooFew(uint256 class_, uint256 share) public {
        uint8 class = uint8(bound(class_, 1, 3));
        for (uint16 seat = 4; seat < 24; ++seat) {
            consensusReprice(seat, class);
        }
        nextEpoch();
        Order memory order = orderOf(5);
        uint64 price = uint64(p.minimumShare * 4 ** class);
        order.share = uint64(bound(share, p.minimumShare, price - 1));
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 4, 5));
        order.share = price;
        add(order);
    }

    function test_addTask_revertsForTheSameOrder(uint256 later) public {
        Order memory order = orderOf(3);
        TaskId task = add(order);
        skip(bound(later, 0, 365 days));
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.TaskExists.selector, task));
    }

    /// @dev Not even one that is long over.
    function test_addTask_revertsForTheSameOrderOnceItIsDecided() public {
        Terms memory terms = ask(3);
        settled(terms);
        revertsWith(terms.order, abi.encodeWithSelector(IConsensusErrors.TaskExists.selector, idOf(terms)));
    }

    /* REVERTS: SEEDS AND MONEY */

    function test_addTask_ownOrdersTakeTheirBlock() public {
        p.blockSeeds = BlockSeeds.OwnOrders;
        consensus = deploy(p);
        openList(5, 0);
        add(orderOf(3));
    }

    function test_addTask_revertsUnlessTheValueIsExact(uint96 value, uint256 size) public {
        Order memory order = orderOf(uint8(bound(size, 3, 15)));
        uint256 required = valueOf(feeOf(order));
        vm.assume(value != required);
        vm.deal(REQUESTER, value);
        vm.prank(REQUESTER);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, required));
        consensus.addTask{value: value}(order);
    }

    /// @dev Shares and sizes at their most: no sum overflows.
    function test_addTask_ofTheDearestOrder() public {
        Order memory order = orderOf(15);
        (order.share, order.seed, order.roundTip) = (hardSlash(), Seed.Beacon, type(uint32).max);
        assertEq(consensus.getTask(add(order)).share, hardSlash(), "share");
    }

    /* HELPERS */

    function idOfOrder(address requester, Order memory order) private view returns (TaskId) {
        return TaskId.wrap(keccak256(abi.encode(block.chainid, address(consensus), requester, order)));
    }

    function consensusReprice(uint16 seat, uint8 class) private {
        vm.prank(signerOf(seat));
        consensus.reprice(seat, class);
    }

    function revertsTooFew(uint256 places, uint16 minimum) private {
        Order memory order = orderOf(3);
        order.minimumPlaces = minimum;
        revertsWith(order, abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, places, minimum));
    }

    function revertsWith(Order memory order, bytes memory reason) private {
        uint256 fee = feeOf(order);
        payingPrank(REQUESTER, fee);
        expectError(reason);
        consensus.addTask{value: valueOf(fee)}(order);
    }
}
