// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Choosing one's own judges.
contract DrawingTest is BaseTest {
    /// @dev Letting the hash expire gives no second draw: it gives the fee back.
    function test_expired_blockhash_refunds_no_redraw() public {
        bytes32 task = sealedTask(5);
        uint256 addedIn = block.number - 1;
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        consensus.draw(task);
        vm.warp(commitEnd(task));
        consensus.finalize(task);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), minimumFee(5), "refunded");
    }

    /// @dev Once a member relies on it, the committee stays, whatever the chain says about old hashes.
    function test_drawn_committee_stays(bytes32 otherHash) public {
        bytes32 task = sealedTask(5);
        uint256 addedIn = block.number - 1;
        commit(task, 0, TRUTH);
        (uint16[] memory before,) = consensus.committee(task);
        vm.assume(otherHash != 0);
        vm.setBlockhash(addedIn, otherHash);
        (uint16[] memory after_,) = consensus.committee(task);
        assertEq(abi.encode(after_), abi.encode(before), "the same committee");
    }

    /// @dev The requester cannot see its committee while it can still take the task back.
    function test_committee_unknown_in_the_tasks_own_transaction() public {
        Grinder grinder = new Grinder(consensus);
        vm.deal(address(grinder), 1 ether);
        bytes32 task = consensus.taskId(address(grinder), 0, MODEL, PROMPT, 3);
        expectError(abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, block.number));
        grinder.addTaskIfTheCommitteeSuits(minimumFee(3), MODEL, PROMPT);
    }

    /// @dev Two tasks of one block have committees of their own.
    function test_tasks_of_one_block_draw_independently() public {
        bytes32 first = addTask(7, minimumFee(7));
        bytes32 second = addTask(7, minimumFee(7));
        nextBlock();
        (uint16[] memory a,) = consensus.committee(first);
        (uint16[] memory b,) = consensus.committee(second);
        assertTrue(keccak256(abi.encode(a)) != keccak256(abi.encode(b)), "different committees");
    }

    /// @dev A tenth of the seats gets a tenth of the places, give or take: 400 draws of 5 of 24.
    function test_every_seat_has_the_same_chance() public {
        uint256[] memory places = new uint256[](SEATS);
        for (uint256 i; i < 400; ++i) {
            (uint16[] memory seats,) = consensus.committee(sealedTask(5));
            for (uint256 member; member < 5; ++member) {
                ++places[seats[member]];
            }
        }
        // 83 expected with a standard deviation of 8: five of them either way.
        for (uint256 seat; seat < SEATS; ++seat) {
            assertGt(places[seat], 43, "too seldom");
            assertLt(places[seat], 124, "too often");
        }
    }
}

/// @notice Tries to keep a task only if its committee is the right one.
contract Grinder {
    IConsensus private immutable CONSENSUS;

    constructor(IConsensus consensus) {
        CONSENSUS = consensus;
    }

    function addTaskIfTheCommitteeSuits(uint256 fee, bytes32 model, bytes32 prompt) external {
        bytes32 task = CONSENSUS.addTask{value: fee}(Order(model, prompt, 3, uint96(fee), 0));
        CONSENSUS.committee(task);
    }
}
