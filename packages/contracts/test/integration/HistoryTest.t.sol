// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Chains that keep a history of block hashes (EIP-2935): a task can be drawn for 8,191 blocks.
contract HistoryTest is BaseTest {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;
    address private constant SYSTEM = 0xffffFFFfFFffffffffffffffFfFFFfffFFFfFFfE;
    /// @dev The contract itself, as the EIP gives it.
    bytes private constant CODE =
        hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";

    uint8 private constant SIZE = 5;
    bytes32 private task;
    uint256 private addedIn;
    bytes32 private blockHash;

    function setUp() public override {
        super.setUp();
        vm.etch(HISTORY, CODE);
        addedIn = vm.getBlockNumber();
        task = sealedTask(SIZE);
        blockHash = keccak256("the task's block");
        vm.setBlockhash(addedIn, blockHash);
        // What the chain does at the beginning of every block, before all transactions.
        vm.prank(SYSTEM);
        (bool done,) = HISTORY.call(abi.encode(blockHash));
        assertTrue(done, "remembered");
    }

    function test_history_drawsTheSameCommitteeLater(uint256 blocks) public {
        (uint16[] memory seats,) = consensus.committee(task);
        vm.roll(addedIn + bound(blocks, 1, 8_191));
        (uint16[] memory later,) = consensus.committee(task);
        assertEq(abi.encode(later), abi.encode(seats), "committee");
        vm.expectEmit(address(consensus));
        emit IConsensus.CommitteeDrawn(task, seats);
        consensus.draw(task);
    }

    function test_history_settlesLater(uint256 blocks, bool all) public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), all ? 31 : 15);
        vm.roll(addedIn + bound(blocks, 257, 8_191));
        vm.prank(REQUESTER);
        consensus.settle(s);
        assertState(task, State.Decided);
    }

    function test_history_commitsLater(uint256 blocks) public {
        vm.roll(addedIn + bound(blocks, 257, 8_191));
        agree(task, TRUTH);
        assertState(task, State.Decided);
    }

    function test_history_cannotCancelAsLongAsItReaches(uint256 blocks) public {
        vm.roll(addedIn + bound(blocks, 1, 8_191));
        expectError(abi.encodeWithSelector(IConsensus.CommitteeKnown.selector, task));
        consensus.cancel(task);
    }

    function test_history_forgetsOlderBlocks(uint256 blocks) public {
        Settlement memory s = settlementOf(task, TRUTH);
        vm.roll(addedIn + bound(blocks, 8_192, 1_000_000));
        bytes memory expired = abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn);
        expectError(expired);
        consensus.draw(task);
        expectError(expired);
        consensus.committee(task);
        expectError(expired);
        consensus.settle(s);
        consensus.cancel(task);
        assertState(task, State.Undecided);
    }

    /// @dev The history began after the task: it tells zero.
    function test_history_thatBeganLater() public {
        bytes32 slot = bytes32(addedIn % 8_191);
        assertEq(vm.load(HISTORY, slot), blockHash, "where it is");
        vm.store(HISTORY, slot, 0);
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        consensus.draw(task);
    }
}
