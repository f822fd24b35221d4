// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract AddTaskTest is BaseTest {
    function test_addTask_tellsWhatWasAsked(uint256 size, uint256 amount, bytes32 model, bytes32 prompt) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        vm.assume(model != 0 && prompt != 0);
        bytes32 expected =
            keccak256(abi.encode(block.chainid, address(consensus), REQUESTER, 0, model, prompt, committeeSize));
        payingPrank(REQUESTER);
        vm.expectEmit(address(consensus));
        emit IConsensus.TaskAdded(
            expected,
            REQUESTER,
            bytes.concat(hex"01551220", model),
            bytes.concat(hex"01551220", prompt),
            fee,
            committeeSize,
            0
        );

        bytes32 task = consensus.addTask{value: valueOf(fee)}(Order(model, prompt, committeeSize, fee, nextNonce++));

        assertEq(task, expected, "id");
    }

    function test_addTask_storesTheTask(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);

        Task memory t = consensus.getTask(addTask(committeeSize, fee));

        assertEq(t.requester, REQUESTER, "requester");
        assertEq(t.fee, fee, "fee");
        assertEq(t.addedAt, block.timestamp, "time");
        assertEq(t.addedIn, block.number, "block");
        assertEq(t.seats, SEATS, "slots");
        assertEq(t.committeeSize, committeeSize, "size");
        assertEq(uint8(t.state), uint8(State.Open), "state");
        assertEq(t.committed | t.revealed | t.punished, 0, "no votes");
        assertEq(t.output, 0, "no output");
        assertConservation(fee);
    }

    function test_addTask_hasTheIdThatIsKnownBeforehand(uint64 nonce) public {
        fundedPrank(STRANGER, minimumFee(3));
        bytes32 task = consensus.addTask{value: valueOf(minimumFee(3))}(Order(MODEL, PROMPT, 3, minimumFee(3), nonce));
        assertEq(task, consensus.taskId(STRANGER, nonce, MODEL, PROMPT, 3), "its own");
        assertNotEq(task, consensus.taskId(REQUESTER, nonce, MODEL, PROMPT, 3), "not another requester's");
    }

    /// @dev Sent twice by a wallet that lost track, it is paid once.
    function test_addTask_revertsForTheSameOrder(uint256 state) public {
        bytes32 task = sealedTask(3);
        if (state % 3 == 1) agree(task, TRUTH);
        if (state % 3 == 2) agree(task, UNAVAILABLE);
        Order memory same = Order(MODEL, PROMPT, 3, minimumFee(3), nextNonce - 1);
        expectError(abi.encodeWithSelector(IConsensus.TaskExists.selector, task));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(same.fee)}(same);
    }

    function test_addTask_withAsManySeatsAsStay() public {
        for (uint16 seat = 3; seat < SEATS; ++seat) {
            exit(seat);
        }
        assertState(addTask(3, minimumFee(3)), State.Open);
    }

    function test_addTask_revertsForASmallCommittee(uint256 size) public {
        revertsForSize(uint8(bound(size, 0, 2)));
    }

    function test_addTask_revertsForALargeCommittee(uint256 size) public {
        revertsForSize(uint8(bound(size, 16, 255)));
    }

    function test_addTask_revertsWithoutModel() public {
        expectError(abi.encodeWithSelector(IConsensus.EmptyDigest.selector));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(1 ether)}(Order(0, PROMPT, 3, 1 ether, nextNonce++));
    }

    function test_addTask_revertsWithoutPrompt() public {
        expectError(abi.encodeWithSelector(IConsensus.EmptyDigest.selector));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(1 ether)}(Order(MODEL, 0, 3, 1 ether, nextNonce++));
    }

    function test_addTask_revertsBelowTheMinimumFee(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint256 minimum = minimumFee(committeeSize);
        uint256 fee = bound(amount, 0, minimum - 1);
        expectError(abi.encodeWithSelector(IConsensus.FeeTooLow.selector, fee, minimum));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(fee)}(Order(MODEL, PROMPT, committeeSize, uint96(fee), nextNonce++));
    }

    function test_addTask_revertsAboveWhatLiesCost(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 maximum = maximumFee(committeeSize);
        uint96 fee = uint96(bound(amount, uint256(maximum) + 1, type(uint96).max));
        expectError(abi.encodeWithSelector(IConsensus.FeeTooHigh.selector, fee, maximum));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(fee)}(Order(MODEL, PROMPT, committeeSize, fee, nextNonce++));
    }

    function test_addTask_revertsAboveWhatATaskCanHold() public {
        (p.bond, p.slashBps) = (type(uint96).max, 10_000);
        consensus = deploy(p);
        uint96 fee = uint96(type(uint88).max) + 1;
        expectError(abi.encodeWithSelector(IConsensus.FeeTooHigh.selector, fee, type(uint88).max));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(fee)}(Order(MODEL, PROMPT, 3, fee, nextNonce++));
    }

    function test_addTask_revertsForAnotherValue(uint256 value) public {
        value = bound(value, 0, 2 * minimumFee(3));
        vm.assume(value != valueOf(minimumFee(3)));
        vm.deal(REQUESTER, value);
        expectError(abi.encodeWithSelector(IConsensus.WrongValue.selector, value, valueOf(minimumFee(3))));
        vm.prank(REQUESTER);
        consensus.addTask{value: value}(Order(MODEL, PROMPT, 3, minimumFee(3), nextNonce++));
    }

    function test_addTask_revertsWithTooFewSeats(uint256 size, uint256 staying) public {
        uint8 committeeSize = boundSize(size);
        uint16 active = uint16(bound(staying, 0, committeeSize - 1));
        for (uint16 seat = active; seat < SEATS; ++seat) {
            exit(seat);
        }
        uint96 fee = minimumFee(committeeSize);
        expectError(abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, active, committeeSize));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(fee)}(Order(MODEL, PROMPT, committeeSize, uint96(fee), nextNonce++));
    }

    function revertsForSize(uint8 size) private {
        expectError(abi.encodeWithSelector(IConsensus.CommitteeSizeOutOfRange.selector, size, 3, 15));
        vm.prank(REQUESTER);
        consensus.addTask{value: valueOf(1 ether)}(Order(MODEL, PROMPT, size, 1 ether, nextNonce++));
    }
}
